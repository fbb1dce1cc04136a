# By name
terraform import servicenow_retry_policy.busy "Retry while busy"

# By sys_id
terraform import servicenow_retry_policy.busy ef751ff07301330025d71afe2ff6a7f9
