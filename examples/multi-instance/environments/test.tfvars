environment   = "test"
instance_url  = "https://acmetest.service-now.com"
instance_name = "acmetest"

allowed_instances = ["acmetest"]

api_url      = "https://orders.test.example.com/v1"
api_username = "servicenow-test"
