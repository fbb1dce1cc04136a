# By name
terraform import servicenow_ldap_server.company "Company directory"

# By sys_id
terraform import servicenow_ldap_server.company 9c573169c611228700193229fff72400
