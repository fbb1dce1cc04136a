# By scope
terraform import servicenow_scoped_application.parcels scope:x_acme_parcels

# By name
terraform import servicenow_scoped_application.parcels name:Parcels

# By sys_id
terraform import servicenow_scoped_application.parcels 9c573169c611228700193229fff72400
