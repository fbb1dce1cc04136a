# By table and name
terraform import servicenow_business_rule.parcels_first "incident/Parcels first"

# By sys_id
terraform import servicenow_business_rule.parcels_first 9c573169c611228700193229fff72400
