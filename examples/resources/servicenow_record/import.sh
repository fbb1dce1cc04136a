# By table and sys_id
terraform import servicenow_record.office cmn_building/221f79b7c6112284005d646b76ab978c

# By table and a column
terraform import servicenow_record.office "cmn_building/name:Office"

# By table and several columns; a reference by name or sys_id
terraform import servicenow_record.office "cmn_building/name:Office,location:Bern"
