# By internal name
terraform import servicenow_variable_set.address parcel_address

# By sys_id
terraform import servicenow_variable_set.address 9c573169c611228700193229fff72400
