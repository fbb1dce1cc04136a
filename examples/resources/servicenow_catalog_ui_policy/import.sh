# By short description
terraform import servicenow_catalog_ui_policy.large "Large parcels"

# By sys_id
terraform import servicenow_catalog_ui_policy.large 9c573169c611228700193229fff72400
