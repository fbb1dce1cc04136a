# By the names of message and header
terraform import servicenow_rest_message_header.key "Carrier tracking/X-Carrier-Key"

# By sys_id
terraform import servicenow_rest_message_header.key 9c573169c611228700193229fff72400
