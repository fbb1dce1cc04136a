# By name
terraform import servicenow_mid_application.labels "Label printing"

# By sys_id
terraform import servicenow_mid_application.labels 9c573169c611228700193229fff72400
