# By menu and title
terraform import servicenow_application_module.open "Claims/Open claims"

# By sys_id
terraform import servicenow_application_module.open 9c573169c611228700193229fff72400
