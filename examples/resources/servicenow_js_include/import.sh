# By display name
terraform import servicenow_js_include.charts "Chart library"

# By sys_id
terraform import servicenow_js_include.charts 9c573169c611228700193229fff72400
