# By name, where one application has it
terraform import servicenow_extension_point.router name:AcmeRouter

# By API name
terraform import servicenow_extension_point.router api_name:global.AcmeRouter

# By sys_id
terraform import servicenow_extension_point.router 9c573169c611228700193229fff72400
