# By the name of the event
terraform import servicenow_event_registration.lost acme.parcel.lost

# By sys_id
terraform import servicenow_event_registration.lost 9c573169c611228700193229fff72400
