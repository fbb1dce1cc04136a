# By question and value
terraform import servicenow_question_choice.small size/small

# By sys_id
terraform import servicenow_question_choice.small 9c573169c611228700193229fff72400
