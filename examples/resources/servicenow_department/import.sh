# By name
terraform import servicenow_department.warehouse "name:Warehouse"

# By its identifier in the organisation
terraform import servicenow_department.warehouse "department_id:LOG-2"

# By sys_id
terraform import servicenow_department.warehouse 9c573169c611228700193229fff72400
