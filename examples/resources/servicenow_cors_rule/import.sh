# By name
terraform import servicenow_cors_rule.shop "Web shop reads parcels"

# By sys_id
terraform import servicenow_cors_rule.shop 9c573169c611228700193229fff72400
