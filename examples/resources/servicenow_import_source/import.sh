# By name
terraform import servicenow_import_source.employees "Employees"

# By sys_id
terraform import servicenow_import_source.employees 9c573169c611228700193229fff72400
