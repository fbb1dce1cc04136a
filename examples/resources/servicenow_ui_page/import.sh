# By name
terraform import servicenow_ui_page.parcels acme_parcels

# By sys_id
terraform import servicenow_ui_page.parcels 9c573169c611228700193229fff72400
