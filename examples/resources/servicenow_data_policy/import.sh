# By table and short description
terraform import servicenow_data_policy.closing "incident/A lost parcel is explained"

# By sys_id
terraform import servicenow_data_policy.closing 9c573169c611228700193229fff72400
