# By title
terraform import servicenow_application_menu.depots Depots

# By sys_id
terraform import servicenow_application_menu.depots 9c573169c611228700193229fff72400
