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

# Each Monday at half past two in Berlin. run_time is in UTC whatever the time zone, and Berlin is an hour ahead in winter.
resource "servicenow_scheduled_script" "count_parcels" {
  name          = "Count parcels"
  run_type      = "weekly"
  run_dayofweek = 1
  run_time      = "1970-01-01 01:30:00"
  time_zone     = "Europe/Berlin"
  conditional   = true
  condition     = "answer = gs.getProperty('acme.count', 'true') == 'true';"
  script        = <<-EOT
    var parcels = new GlideAggregate('incident');
    parcels.addQuery('category', 'hardware');
    parcels.addAggregate('COUNT');
    parcels.query();
    if (parcels.next()) {
        gs.info('Parcels: ' + parcels.getAggregate('COUNT'));
    }
  EOT
}

# Every ninety minutes. The function duration_to_glide writes such a span too: duration_to_glide("1h30m").
resource "servicenow_scheduled_script" "look_for_late_parcels" {
  name       = "Look for late parcels"
  run_type   = "periodically"
  run_start  = "2030-01-31 00:00:00"
  run_period = "1970-01-01 01:30:00"
  run_as     = "admin"
  script     = "gs.eventQueue('acme.parcels.check', null, '', '');"
}

# On the first Friday of each month, at six in the morning in UTC.
resource "servicenow_scheduled_script" "close_old_parcels" {
  name            = "Close old parcels"
  run_type        = "week_in_month"
  run_weekinmonth = 1
  run_dayofweek   = 5
  run_time        = "1970-01-01 06:00:00"
  script          = "gs.eventQueue('acme.parcels.close', null, '', '');"
}
