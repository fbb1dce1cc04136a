# By table and name
terraform import servicenow_assignment_rule.parcels "incident/Parcels to the depot"

# By sys_id
terraform import servicenow_assignment_rule.parcels 9c573169c611228700193229fff72400
