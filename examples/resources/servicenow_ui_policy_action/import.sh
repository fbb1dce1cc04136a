# By policy and field
terraform import servicenow_ui_policy_action.close_notes "A lost parcel is explained/close_notes"

# By sys_id
terraform import servicenow_ui_policy_action.close_notes 9c573169c611228700193229fff72400
