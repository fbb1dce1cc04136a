# By name
terraform import servicenow_clone_preserver.warehouse "Warehouse connections"

# By sys_id
terraform import servicenow_clone_preserver.warehouse 9c573169c611228700193229fff72400
