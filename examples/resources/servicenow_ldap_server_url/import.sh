# By server and address
terraform import servicenow_ldap_server_url.spare "Partner directory/ldaps://ldap3.example.com:636"

# By sys_id
terraform import servicenow_ldap_server_url.spare 9c573169c611228700193229fff72400
