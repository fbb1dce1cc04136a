# By sys_id
terraform import servicenow_oauth_registry.shipping 7f3a1c529b20411082cdfa91f24bcb52

# By client id
terraform import servicenow_oauth_registry.shipping client_id:servicenow-production

# By name
terraform import servicenow_oauth_registry.shipping "name:Shipping API"
