# By name
terraform import servicenow_server.database name:acme-db-1

# By serial number
terraform import servicenow_server.database serial_number:AC-0001

# By asset tag
terraform import servicenow_server.database asset_tag:P1000001

# By sys_id
terraform import servicenow_server.database 9c573169c611228700193229fff72400
