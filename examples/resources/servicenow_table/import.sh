# By name
terraform import servicenow_table.bin u_bin

# By sys_id
terraform import servicenow_table.bin 9c573169c611228700193229fff72400
