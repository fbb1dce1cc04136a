terraform {
  # Write-only attributes and ephemeral variables: secrets are in no plan and no state.
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source  = "servicenow-iac/servicenow"
      version = "~> 0.1.0"
    }
  }
}

# No provider block, so that this folder is also a module. Applied by itself, it takes the instance and the account
# from the SERVICENOW_… environment variables.
