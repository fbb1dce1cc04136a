# By name
terraform import servicenow_location.warehouse "Warehouse 2"

# By sys_id
terraform import servicenow_location.warehouse 9c573169c611228700193229fff72400
