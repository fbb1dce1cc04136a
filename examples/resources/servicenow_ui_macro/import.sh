# By name
terraform import servicenow_ui_macro.parcel acme_parcel

# By sys_id
terraform import servicenow_ui_macro.parcel 9c573169c611228700193229fff72400
