environment   = "prod"
instance_url  = "https://acme.service-now.com"
instance_name = "acme"

allowed_instances = ["acme"]

api_url      = "https://orders.example.com/v1"
api_username = "servicenow-prod"
