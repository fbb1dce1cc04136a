# By name
terraform import servicenow_widget_dependency.charts "Acme charts"

# By sys_id
terraform import servicenow_widget_dependency.charts 9c573169c611228700193229fff72400
