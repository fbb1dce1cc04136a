# By name
terraform import servicenow_department.warehouse "Warehouse"

# By sys_id
terraform import servicenow_department.warehouse 9c573169c611228700193229fff72400
