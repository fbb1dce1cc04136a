# By identifier
terraform import servicenow_widget.parcels identifier:acme-parcels

# By name
terraform import servicenow_widget.parcels "name:Acme parcels"

# By sys_id
terraform import servicenow_widget.parcels 9c573169c611228700193229fff72400
