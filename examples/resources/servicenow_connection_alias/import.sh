# By sys_id
terraform import servicenow_connection_alias.erp e1d7a4c89b24411082cdfa91f24bcb6a

# By alias id: the name alone in the global scope, scope.name elsewhere
terraform import servicenow_connection_alias.erp ERP
