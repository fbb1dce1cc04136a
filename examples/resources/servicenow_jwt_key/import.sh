# By name
terraform import servicenow_jwt_key.archive Archive

# By sys_id
terraform import servicenow_jwt_key.archive 9c573169c611228700193229fff72400
