# By policy and variable
terraform import servicenow_catalog_ui_policy_action.ramp "Large parcels/IO:9c573169c611228700193229fff72400"

# By sys_id
terraform import servicenow_catalog_ui_policy_action.ramp 9c573169c611228700193229fff72400
