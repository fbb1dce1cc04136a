# By MID server and name
terraform import servicenow_mid_server_parameter.threads mid-berlin-1/threads.max

# By sys_id
terraform import servicenow_mid_server_parameter.threads 9c573169c611228700193229fff72400
