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

resource "servicenow_record" "manufacturer" {
  table = "core_company"

  fields = {
    name = "Acme Computers"
  }
}

resource "servicenow_server" "database" {
  name               = "acme-db-1"
  description        = "The database of the depots"
  host_name          = "acme-db-1"
  fqdn               = "acme-db-1.example.com"
  dns_domain         = "example.com"
  ip_address         = "10.1.2.3"
  mac_address        = "00:50:56:01:02:03"
  serial_number      = "AC-0001"
  asset_tag          = "P1000001"
  manufacturer       = servicenow_record.manufacturer.id
  operating_system   = "Linux Red Hat"
  os_version         = "9.4"
  ram                = 65536
  cpu_type           = "x86_64"
  cpu_count          = 2
  cpu_core_count     = 16
  virtual            = false
  classification     = "Production"
  used_for           = "Production"
  environment        = "Production"
  install_status     = 1
  operational_status = 1
  correlation_id     = "inventory-4711"
}
