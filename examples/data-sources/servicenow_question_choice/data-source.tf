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

resource "servicenow_catalog_item" "parcel" {
  name              = "Send a parcel"
  short_description = "From door to door"
}

resource "servicenow_catalog_variable" "speed" {
  name         = "speed"
  type         = "multiple_choice"
  question     = "How fast?"
  catalog_item = servicenow_catalog_item.parcel.id
}

resource "servicenow_question_choice" "express" {
  question = servicenow_catalog_variable.speed.id
  text     = "On the next day"
  value    = "express"
}

data "servicenow_question_choice" "express" {
  question = servicenow_catalog_variable.speed.id
  value    = servicenow_question_choice.express.value
}

output "express_reads" {
  value = data.servicenow_question_choice.express.text
}
