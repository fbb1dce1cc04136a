# By sys_id. Also by table, sys_id of the record and file name: sc_cat_item/<sys_id>/sizes.txt
terraform import servicenow_attachment.sizes 9c573169c611228700193229fff72400
