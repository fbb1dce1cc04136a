# By the id of the API and the name of the resource
terraform import servicenow_scripted_rest_resource.find "parcels/Find parcel"

# By sys_id
terraform import servicenow_scripted_rest_resource.find 9c573169c611228700193229fff72400
