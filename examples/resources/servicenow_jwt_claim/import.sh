# By provider and name
terraform import servicenow_jwt_claim.scope Archive/scope

# By sys_id
terraform import servicenow_jwt_claim.scope 9c573169c611228700193229fff72400
