# By name
terraform import servicenow_scheduled_script.count_parcels "Count parcels"

# By sys_id
terraform import servicenow_scheduled_script.count_parcels 9c573169c611228700193229fff72400
