# By name
terraform import servicenow_group.integrations "Integration accounts"

# By sys_id
terraform import servicenow_group.integrations 9c573169c611228700193229fff72400
