# By source, target and operation
terraform import servicenow_cross_scope_privilege.incidents x_acme_billing/incident/read

# By sys_id
terraform import servicenow_cross_scope_privilege.incidents 9c573169c611228700193229fff72400
