# By name
terraform import servicenow_rest_message.carrier "Carrier tracking"

# By sys_id
terraform import servicenow_rest_message.carrier 9c573169c611228700193229fff72400
