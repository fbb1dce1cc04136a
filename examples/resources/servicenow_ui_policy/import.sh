# By table and short description
terraform import servicenow_ui_policy.parcels "incident/Parcels need a place"

# By sys_id
terraform import servicenow_ui_policy.parcels 9c573169c611228700193229fff72400
