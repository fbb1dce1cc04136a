# By type and name of the parameter
terraform import servicenow_auth_parameter.gateway auth_header/X-Gateway-Key

# By sys_id
terraform import servicenow_auth_parameter.gateway 9c573169c611228700193229fff72400
