# By sys_id. Also by policy and variable, whose mark has the sys_id of the variable: "Large parcels/IO:<sys_id>"
terraform import servicenow_catalog_ui_policy_action.ramp 9c573169c611228700193229fff72400
