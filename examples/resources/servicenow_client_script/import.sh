# By table and name
terraform import servicenow_client_script.ask_for_the_parcel "incident/Ask for the parcel"

# By sys_id
terraform import servicenow_client_script.ask_for_the_parcel 9c573169c611228700193229fff72400
