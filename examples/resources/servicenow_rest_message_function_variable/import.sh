# By the names of function and variable
terraform import servicenow_rest_message_function_variable.number "find one/number"

# By sys_id
terraform import servicenow_rest_message_function_variable.number 9c573169c611228700193229fff72400
