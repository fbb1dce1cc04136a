# By name
terraform import servicenow_saml_identity_provider.company "Company sign-in"

# By sys_id
terraform import servicenow_saml_identity_provider.company 9c573169c611228700193229fff72400
