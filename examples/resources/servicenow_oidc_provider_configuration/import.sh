# By name
terraform import servicenow_oidc_provider_configuration.company "Company sign-in"

# By sys_id
terraform import servicenow_oidc_provider_configuration.company 5d8f2a719b30421082cdfa91f24bcb61
