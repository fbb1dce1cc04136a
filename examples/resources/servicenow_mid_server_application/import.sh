# By MID server and application
terraform import servicenow_mid_server_application.trier "mid-trier-1/Truck scales"

# By sys_id
terraform import servicenow_mid_server_application.trier 9c573169c611228700193229fff72400
