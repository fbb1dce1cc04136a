# By name
terraform import servicenow_system_property.client_credentials glide.oauth.inbound.client.credential.grant_type.enabled

# By sys_id
terraform import servicenow_system_property.client_credentials 9c573169c611228700193229fff72400
