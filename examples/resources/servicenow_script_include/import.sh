# By name, where one application has it
terraform import servicenow_script_include.parcel_router name:ParcelRouter

# By API name
terraform import servicenow_script_include.parcel_router api_name:global.ParcelRouter

# By sys_id
terraform import servicenow_script_include.parcel_router 9c573169c611228700193229fff72400
