# By name
terraform import servicenow_mid_cluster.berlin Berlin

# By sys_id
terraform import servicenow_mid_cluster.berlin 9c573169c611228700193229fff72400
