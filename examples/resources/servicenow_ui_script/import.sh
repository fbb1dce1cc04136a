# By name
terraform import servicenow_ui_script.parcels name:acmeParcels

# By the name that pages load it by, which is the only one that older scripts of Global have
terraform import servicenow_ui_script.parcels api_name:acmeParcels

# By sys_id
terraform import servicenow_ui_script.parcels 9c573169c611228700193229fff72400
