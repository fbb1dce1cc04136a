# By name
terraform import servicenow_catalog_client_script.warn "Warn of large parcels"

# By sys_id
terraform import servicenow_catalog_client_script.warn 9c573169c611228700193229fff72400
