# By type, name and operation, where one rule has them
terraform import servicenow_acl.whose_token record/oauth_credential.user/read

# By sys_id
terraform import servicenow_acl.whose_token 5f1e2d3c4b5a69788796a5b4c3d2e1f0
