# By MID server and capability
terraform import servicenow_mid_server_capability.jena mid-jena-1/LAB

# By sys_id
terraform import servicenow_mid_server_capability.jena 9c573169c611228700193229fff72400
