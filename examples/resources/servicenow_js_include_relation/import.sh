# By dependency and include
terraform import servicenow_js_include_relation.drawing "Acme drawing/Drawing library"

# By sys_id
terraform import servicenow_js_include_relation.drawing 9c573169c611228700193229fff72400
