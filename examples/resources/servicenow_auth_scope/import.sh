# By name
terraform import servicenow_auth_scope.orders orders_read

# By sys_id
terraform import servicenow_auth_scope.orders 9c573169c611228700193229fff72400
