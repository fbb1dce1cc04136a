# By table and column name
terraform import servicenow_column.code u_bin/u_code

# By sys_id
terraform import servicenow_column.code 9c573169c611228700193229fff72400
