# By name
terraform import servicenow_rest_api_key.exporter Exporter

# By sys_id
terraform import servicenow_rest_api_key.exporter 9c573169c611228700193229fff72400
