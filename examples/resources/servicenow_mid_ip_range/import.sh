# By name
terraform import servicenow_mid_ip_range.warehouse Warehouse

# By sys_id
terraform import servicenow_mid_ip_range.warehouse 9c573169c611228700193229fff72400
