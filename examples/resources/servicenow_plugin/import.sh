# By plugin id
terraform import servicenow_plugin.api_keys com.glide.tokenbased_auth
