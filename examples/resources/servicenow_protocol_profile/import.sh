# By protocol
terraform import servicenow_protocol_profile.bank bankauth

# By sys_id
terraform import servicenow_protocol_profile.bank 9c573169c611228700193229fff72400
