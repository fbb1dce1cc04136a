# By name
terraform import servicenow_api_access_policy.exports "Export over the Table API"

# By sys_id
terraform import servicenow_api_access_policy.exports 9c573169c611228700193229fff72400
