# The instance of this environment. Its account comes from the SERVICENOW_… environment variables.
provider "servicenow" {
  instance_url = var.instance_url
}

# The guard: the state belongs to this environment, and the instance that answers is the one meant. Both are looked at before
# anything is written.
data "servicenow_records" "instance" {
  table  = "sys_properties"
  query  = "name=instance_name"
  fields = ["value"]
  limit  = 1

  lifecycle {
    precondition {
      condition     = contains(["default", var.environment], terraform.workspace)
      error_message = "The workspace is ${terraform.workspace}, and the variables are those of ${var.environment}. Select the workspace ${var.environment}, or give -var-file=environments/${terraform.workspace}.tfvars."
    }

    postcondition {
      condition     = length(self.records) == 1
      error_message = "The instance does not tell its name: the account may not read the property instance_name."
    }

    postcondition {
      condition     = try(self.records[0].value, "") == var.instance_name
      error_message = "This is the instance ${try(self.records[0].value, "without a name")}, and ${var.environment} is ${var.instance_name}. Nothing was written."
    }
  }
}

module "order_service" {
  source = "./module"

  environment = var.environment
  api_url     = var.api_url
  username    = var.api_username

  password         = var.api_password
  password_version = var.api_password_version

  # Nothing is planned before the guard has let it pass.
  depends_on = [data.servicenow_records.instance]
}
