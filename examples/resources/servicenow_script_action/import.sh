# By name
terraform import servicenow_script_action.note_delay "Note the delay of a parcel"

# By sys_id
terraform import servicenow_script_action.note_delay 9c573169c611228700193229fff72400
