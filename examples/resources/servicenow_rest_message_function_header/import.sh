# By the names of function and header
terraform import servicenow_rest_message_function_header.token "find parcel/X-Parcel-Token"

# By sys_id
terraform import servicenow_rest_message_function_header.token 9c573169c611228700193229fff72400
