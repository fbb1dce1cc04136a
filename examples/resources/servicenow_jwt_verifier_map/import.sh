# By the name of the client and its own
terraform import servicenow_jwt_verifier_map.factory "Factory/Factory key 1"

# By sys_id
terraform import servicenow_jwt_verifier_map.factory 9c573169c611228700193229fff72400
