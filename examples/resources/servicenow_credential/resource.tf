terraform {
  required_version = ">= 1.11"

  required_providers {
    servicenow = {
      source = "servicenow-iac/servicenow"
    }
  }
}

# The instance and the account come from SERVICENOW_… environment variables.
provider "servicenow" {}

variable "warehouse_password" {
  description = "Password of the account on the warehouse's API."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "weather_api_key" {
  description = "API key of the weather service."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "invoicing_client_secret" {
  description = "OAuth client secret issued by the invoicing service."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# User name and password. The password is written to the instance and kept nowhere else.
resource "servicenow_credential" "warehouse" {
  type                = "basic_auth"
  name                = "Warehouse API account"
  username            = "servicenow"
  password_wo         = var.warehouse_password
  password_wo_version = 1
}

# API key.
resource "servicenow_credential" "weather" {
  type               = "api_key"
  name               = "Weather API key"
  api_key_wo         = var.weather_api_key
  api_key_wo_version = 1
}

# OAuth 2.0: tokens come from the profile of a registry entry.
resource "servicenow_oauth_registry" "invoicing" {
  name                     = "Invoicing API"
  type                     = "oauth_provider"
  client_id                = "servicenow-invoicing"
  client_secret_wo         = var.invoicing_client_secret
  client_secret_wo_version = 1
  default_grant_type       = "client_credentials"
  token_url                = "https://login.example.com/oauth2/token"
}

resource "servicenow_credential" "invoicing" {
  type          = "oauth_2_0"
  name          = "Invoicing API"
  oauth_profile = servicenow_oauth_registry.invoicing.default_profile_id
}
