# By sys_id
terraform import servicenow_credential.warehouse 9a41f6e79ba0411082cdfa91f24bcb3d

# By type and name
terraform import servicenow_credential.warehouse "basic_auth/Warehouse API account"
