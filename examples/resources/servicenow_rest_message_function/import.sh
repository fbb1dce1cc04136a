# By the names of message and function
terraform import servicenow_rest_message_function.find "Carrier tracking/find parcel"

# By sys_id
terraform import servicenow_rest_message_function.find 9c573169c611228700193229fff72400
