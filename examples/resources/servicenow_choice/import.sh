# By table, column and value
terraform import servicenow_choice.warehouse incident/category/warehouse

# By sys_id
terraform import servicenow_choice.warehouse 9c573169c611228700193229fff72400
