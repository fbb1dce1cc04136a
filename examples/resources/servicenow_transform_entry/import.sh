# By map and target field
terraform import servicenow_transform_entry.email "Employees to users/email"

# By sys_id
terraform import servicenow_transform_entry.email 9c573169c611228700193229fff72400
