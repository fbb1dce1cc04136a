# By name, where no other variable of the instance has it
terraform import servicenow_catalog_variable.size size

# By sys_id
terraform import servicenow_catalog_variable.size 9c573169c611228700193229fff72400
