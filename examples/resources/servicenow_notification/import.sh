# By name
terraform import servicenow_notification.warehouse "Incident of the warehouse"

# By sys_id
terraform import servicenow_notification.warehouse 9c573169c611228700193229fff72400
