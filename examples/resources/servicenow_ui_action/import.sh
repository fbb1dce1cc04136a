# By table and name
terraform import servicenow_ui_action.send_again "incident/Send again"

# By sys_id
terraform import servicenow_ui_action.send_again 9c573169c611228700193229fff72400
