# By the names of message and header
terraform import servicenow_rest_message_header.version "Carrier tracking/X-Carrier-Version"

# By sys_id
terraform import servicenow_rest_message_header.version 9c573169c611228700193229fff72400
