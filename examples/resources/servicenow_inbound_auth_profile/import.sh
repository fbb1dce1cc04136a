# By name
terraform import servicenow_inbound_auth_profile.keys "Keys of the data platform"

# By sys_id
terraform import servicenow_inbound_auth_profile.keys 9c573169c611228700193229fff72400
