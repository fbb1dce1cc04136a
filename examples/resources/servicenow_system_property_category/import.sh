# By name
terraform import servicenow_system_property_category.warehouse "Warehouse"

# By sys_id
terraform import servicenow_system_property_category.warehouse 9c573169c611228700193229fff72400
