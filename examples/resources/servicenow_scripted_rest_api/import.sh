# By the id of the API
terraform import servicenow_scripted_rest_api.parcels service_id:parcels

# By name
terraform import servicenow_scripted_rest_api.parcels name:Parcels

# By sys_id
terraform import servicenow_scripted_rest_api.parcels 9c573169c611228700193229fff72400
