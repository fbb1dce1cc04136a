# By the names of function and parameter
terraform import servicenow_rest_message_function_parameter.fields "find parcel/fields"

# By sys_id
terraform import servicenow_rest_message_function_parameter.fields 9c573169c611228700193229fff72400
