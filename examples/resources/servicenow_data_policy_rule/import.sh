# By policy and field
terraform import servicenow_data_policy_rule.close_notes "A parcel is handed over to somebody/close_notes"

# By sys_id
terraform import servicenow_data_policy_rule.close_notes 9c573169c611228700193229fff72400
