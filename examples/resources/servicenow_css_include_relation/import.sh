# By dependency and include
terraform import servicenow_css_include_relation.grid "Acme layout/Acme grid"

# By sys_id
terraform import servicenow_css_include_relation.grid 9c573169c611228700193229fff72400
