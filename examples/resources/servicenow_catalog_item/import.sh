# By name
terraform import servicenow_catalog_item.parcel "Send a parcel"

# By sys_id
terraform import servicenow_catalog_item.parcel 9c573169c611228700193229fff72400
