# By group and user id
terraform import servicenow_group_member.robot "Robots integrations/robot.integration"

# By sys_id
terraform import servicenow_group_member.robot 9c573169c611228700193229fff72400
