environment   = "dev"
instance_url  = "https://acmedev.service-now.com"
instance_name = "acmedev"

allowed_instances = ["acmedev"]

api_url      = "https://orders.dev.example.com/v1"
api_username = "servicenow-dev"
