# By name
terraform import servicenow_update_set.connections "Warehouse 2.4 connections"

# By sys_id
terraform import servicenow_update_set.connections 9c573169c611228700193229fff72400
