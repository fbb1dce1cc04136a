# By name
terraform import servicenow_email_account.inbox "Service desk inbox"

# By sys_id
terraform import servicenow_email_account.inbox 9c573169c611228700193229fff72400
