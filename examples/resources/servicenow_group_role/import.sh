# By group and role
terraform import servicenow_group_role.sensor "Sensors integrations/sensor_reader"

# By sys_id
terraform import servicenow_group_role.sensor 9c573169c611228700193229fff72400
