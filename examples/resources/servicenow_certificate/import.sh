# By name
terraform import servicenow_certificate.forge Forge

# By sys_id
terraform import servicenow_certificate.forge 9c573169c611228700193229fff72400
