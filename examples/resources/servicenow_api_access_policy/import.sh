# By name
terraform import servicenow_api_access_policy.imports "Rows for import sets"

# By sys_id
terraform import servicenow_api_access_policy.imports 9c573169c611228700193229fff72400
