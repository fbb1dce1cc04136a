# By table and sys_id
terraform import servicenow_record.department cmn_department/221f79b7c6112284005d646b76ab978c
