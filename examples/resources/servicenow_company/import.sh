# By name
terraform import servicenow_company.bins "Acme Bins"

# By sys_id
terraform import servicenow_company.bins 9c573169c611228700193229fff72400
