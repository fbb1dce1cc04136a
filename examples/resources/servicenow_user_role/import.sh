# By user id and role
terraform import servicenow_user_role.scanner scanner.integration/scanner_reader

# By sys_id
terraform import servicenow_user_role.scanner 9c573169c611228700193229fff72400
