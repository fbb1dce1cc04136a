# The instance of this environment. Its account comes from the SERVICENOW_… environment variables.
provider "servicenow" {
  instance_url      = var.instance_url
  allowed_instances = var.allowed_instances
}

# The guard: the state belongs to this environment, and the instance that answers is the one meant. Both are looked at before
# anything is written.
data "servicenow_instance" "this" {
  lifecycle {
    precondition {
      condition     = contains(["default", var.environment], terraform.workspace)
      error_message = "The workspace is ${terraform.workspace}, and the variables are those of ${var.environment}. Select the workspace ${var.environment}, or give -var-file=environments/${terraform.workspace}.tfvars."
    }

    postcondition {
      condition     = self.name != null
      error_message = "The instance does not tell its name: ${self.user_name} may not read the property instance_name."
    }

    postcondition {
      condition     = self.name == null || self.name == var.instance_name
      error_message = "This is the instance ${coalesce(self.name, "without a name")}, and ${var.environment} is ${var.instance_name}. Nothing was written."
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
  depends_on = [data.servicenow_instance.this]
}
