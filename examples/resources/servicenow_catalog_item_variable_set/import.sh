# By item and set
terraform import servicenow_catalog_item_variable_set.address "Send a parcel/parcel_address"

# By sys_id
terraform import servicenow_catalog_item_variable_set.address 9c573169c611228700193229fff72400
