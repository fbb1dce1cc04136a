# By cluster and MID server
terraform import servicenow_mid_cluster_member.kiel north/mid-kiel-1

# By sys_id
terraform import servicenow_mid_cluster_member.kiel 9c573169c611228700193229fff72400
