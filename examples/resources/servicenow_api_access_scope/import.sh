# By scope and name
terraform import servicenow_api_access_scope.assets "assets_read/Read assets over the Table API"

# By sys_id
terraform import servicenow_api_access_scope.assets 9c573169c611228700193229fff72400
