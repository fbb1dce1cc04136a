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

# From a file: content = file("${path.module}/sizes.txt")
resource "servicenow_attachment" "sizes" {
  table        = "sc_cat_item"
  record       = servicenow_catalog_item.parcel.id
  file_name    = "sizes.txt"
  content_type = "text/plain"
  content      = "Small is up to 5 kg, large up to 20 kg."
}

# From a file: content_base64 = filebase64("${path.module}/dot.gif")
resource "servicenow_attachment" "dot" {
  table          = "sc_cat_item"
  record         = servicenow_catalog_item.parcel.id
  file_name      = "dot.gif"
  content_type   = "image/gif"
  content_base64 = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
}
