# By name
terraform import servicenow_cost_center.warehouse "name:Warehouse"

# By code
terraform import servicenow_cost_center.warehouse "code:4120"

# By sys_id
terraform import servicenow_cost_center.warehouse 9c573169c611228700193229fff72400
