# By sys_id
terraform import servicenow_connection.ticketing 4c82d0b39be0411082cdfa91f24bcb91

# By name
terraform import servicenow_connection.ticketing "Ticketing production"
