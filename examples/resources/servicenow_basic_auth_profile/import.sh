# By name
terraform import servicenow_basic_auth_profile.carrier Carrier

# By sys_id
terraform import servicenow_basic_auth_profile.carrier 9c573169c611228700193229fff72400
