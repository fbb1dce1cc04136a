# By name
terraform import servicenow_css_include.icons "Acme icons"

# By sys_id
terraform import servicenow_css_include.icons 9c573169c611228700193229fff72400
