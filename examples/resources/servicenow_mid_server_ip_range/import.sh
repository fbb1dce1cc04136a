# By MID server and range
terraform import servicenow_mid_server_ip_range.fulda "mid-fulda-1/Depot in Fulda"

# By sys_id
terraform import servicenow_mid_server_ip_range.fulda 9c573169c611228700193229fff72400
