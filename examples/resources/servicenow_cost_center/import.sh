# By name
terraform import servicenow_cost_center.warehouse "Warehouse"

# By sys_id
terraform import servicenow_cost_center.warehouse 9c573169c611228700193229fff72400
