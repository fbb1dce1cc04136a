terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables, under OpenTofu as under Terraform.
provider "servicenow" {}

variable "weather_api_key" {
  description = "API key of the weather service."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# Write-only: OpenTofu knows it from 1.11 on, as it knows ephemeral variables.
resource "servicenow_credential" "weather" {
  type               = "api_key"
  name               = "Weather service"
  api_key_wo         = var.weather_api_key
  api_key_wo_version = 1
}

output "credential_id" {
  description = "The sys_id of the credential."
  value       = servicenow_credential.weather.id
}
