# By name
terraform import servicenow_record_producer.damage "Report a damaged parcel"

# By sys_id
terraform import servicenow_record_producer.damage 9c573169c611228700193229fff72400
