# By the name of the table
terraform import servicenow_clone_exclusion.imports u_warehouse_import

# By sys_id
terraform import servicenow_clone_exclusion.imports 9c573169c611228700193229fff72400
