# By server and name
terraform import servicenow_ldap_ou.people "Staff directory/People"

# By sys_id
terraform import servicenow_ldap_ou.people 9c573169c611228700193229fff72400
