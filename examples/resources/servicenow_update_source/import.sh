# By name
terraform import servicenow_update_source.development Development

# By sys_id
terraform import servicenow_update_source.development 9c573169c611228700193229fff72400
