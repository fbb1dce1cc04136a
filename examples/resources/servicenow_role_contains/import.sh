# By both names
terraform import servicenow_role_contains.fleet fleet_reader/itil

# By sys_id
terraform import servicenow_role_contains.fleet 9c573169c611228700193229fff72400
