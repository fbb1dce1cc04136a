# By name
terraform import servicenow_user_criteria.depot "The depot"

# By sys_id
terraform import servicenow_user_criteria.depot 9c573169c611228700193229fff72400
