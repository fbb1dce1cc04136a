# By name
terraform import servicenow_transform_map.employees "Employees to users"

# By sys_id
terraform import servicenow_transform_map.employees 9c573169c611228700193229fff72400
