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

resource "servicenow_system_property_category" "garden" {
  name = "Garden"
}

resource "servicenow_system_property" "season" {
  name  = "garden.season"
  value = "summer"
}

resource "servicenow_system_property_category_member" "season" {
  category = servicenow_system_property_category.garden.name
  property = servicenow_system_property.season.name
}

data "servicenow_system_property_category_member" "season" {
  category = servicenow_system_property_category_member.season.category
  property = servicenow_system_property_category_member.season.property
}

output "season_is_shown_by" {
  value = data.servicenow_system_property_category_member.season.id
}
