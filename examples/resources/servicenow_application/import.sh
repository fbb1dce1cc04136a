# By scope
terraform import servicenow_application.camunda_spoke x_camun_camunda

# By sys_id
terraform import servicenow_application.camunda_spoke 2f90b8d19b64411082cdfa91f24bcb18
