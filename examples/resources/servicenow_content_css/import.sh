# By name
terraform import servicenow_content_css.colours "Acme colours"

# By sys_id
terraform import servicenow_content_css.colours 9c573169c611228700193229fff72400
