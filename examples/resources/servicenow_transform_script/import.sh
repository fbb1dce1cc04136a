# By map and moment
terraform import servicenow_transform_script.leavers "Employees to users/onBefore"

# By sys_id
terraform import servicenow_transform_script.leavers 9c573169c611228700193229fff72400
