# By sys_id
terraform import servicenow_oauth_profile.payroll 0b5d2e9a9b60411082cdfa91f24bcb07

# By the name of its registry entry and its own name
terraform import servicenow_oauth_profile.payroll "Payroll API/Payroll API default_profile"
