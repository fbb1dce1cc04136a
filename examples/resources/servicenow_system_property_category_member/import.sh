# By category and property
terraform import servicenow_system_property_category_member.url Warehouse/warehouse.url

# By sys_id
terraform import servicenow_system_property_category_member.url 9c573169c611228700193229fff72400
