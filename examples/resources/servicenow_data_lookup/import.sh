# By name
terraform import servicenow_data_lookup.priority "Priority of problems"

# By sys_id
terraform import servicenow_data_lookup.priority 9c573169c611228700193229fff72400
