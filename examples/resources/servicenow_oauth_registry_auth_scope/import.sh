# By the names of both
terraform import servicenow_oauth_registry_auth_scope.shop "Web shop/shop_orders"

# By sys_id
terraform import servicenow_oauth_registry_auth_scope.shop 9c573169c611228700193229fff72400
