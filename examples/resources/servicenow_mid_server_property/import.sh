# By name
terraform import servicenow_mid_server_property.payload mid.discovery.max_payload_size

# By sys_id
terraform import servicenow_mid_server_property.payload 9c573169c611228700193229fff72400
