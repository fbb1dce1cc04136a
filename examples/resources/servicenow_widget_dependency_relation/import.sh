# By dependency and widget
terraform import servicenow_widget_dependency_relation.orders "Acme graphs/acme-orders"

# By sys_id
terraform import servicenow_widget_dependency_relation.orders 9c573169c611228700193229fff72400
