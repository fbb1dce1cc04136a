# By the id of the API and that of the version
terraform import servicenow_scripted_rest_version.second parcels/v2

# By sys_id
terraform import servicenow_scripted_rest_version.second 9c573169c611228700193229fff72400
