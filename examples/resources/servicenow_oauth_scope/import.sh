# By the name of the entry and the scope
terraform import servicenow_oauth_scope.read "Calendar API/calendar.read"

# By sys_id
terraform import servicenow_oauth_scope.read 9c573169c611228700193229fff72400
