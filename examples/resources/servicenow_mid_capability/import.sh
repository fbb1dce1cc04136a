# By capability, where it is there once
terraform import servicenow_mid_capability.site SITE

# By sys_id
terraform import servicenow_mid_capability.site 9c573169c611228700193229fff72400
