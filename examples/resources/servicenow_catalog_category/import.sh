# By catalog and title
terraform import servicenow_catalog_category.express "Depot/Express"

# By sys_id
terraform import servicenow_catalog_category.express 9c573169c611228700193229fff72400
