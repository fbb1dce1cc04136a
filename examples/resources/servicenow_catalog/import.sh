# By title
terraform import servicenow_catalog.depot "Depot"

# By sys_id
terraform import servicenow_catalog.depot 9c573169c611228700193229fff72400
