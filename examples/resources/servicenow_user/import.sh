# By user id
terraform import servicenow_user.billing billing.integration

# By sys_id
terraform import servicenow_user.billing 9c573169c611228700193229fff72400
