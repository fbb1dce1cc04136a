# By name
terraform import servicenow_role.reader warehouse_reader

# By sys_id
terraform import servicenow_role.reader 9c573169c611228700193229fff72400
