"""Datadog posts alerts as its webhook is told to, with a key that an administrator has handed over."""

import json
import secrets

import requests
from proof import Story, claim, equal

# What Datadog puts in for the variables of a payload.
ALERT = {
    "$EVENT_TITLE": "[Triggered on {host:db-1}] Disk usage is high",
    "$TEXT_ONLY_MSG": "disk.in_use over host:db-1 was > 0.9 on average during the last 5m.",
    "$LINK": "https://app.datadoghq.com/monitors/1234?from_ts=1",
    "$ALERT_CYCLE_KEY": "5212093744",
}

story = Story()
instance = story.instances["instance"]
outputs = story.outputs

# No API gives a key out: an administrator reads it on its form. Here they write one there instead.
key = f"now_{secrets.token_urlsafe(32)}"
[row] = instance.records("api_key", f"sys_id={outputs['key_form_url'].split('sys_id=')[1]}")
instance.update("api_key", row, token=key)


def post(key, url=outputs["webhook_url"], **more):
    """What Datadog does when a monitor names the webhook."""
    payload = {name: ALERT.get(value, value) for name, value in json.loads(outputs["webhook_payload"]).items()}
    headers = json.loads(outputs["webhook_headers"].replace("$SERVICENOW_API_KEY", key)) if key else {}
    return requests.post(url, json=payload, headers=headers, **more)


def incidents():
    return instance.records("incident", "correlation_display=Datadog")


with claim("an alert that Datadog posts with the key becomes an incident"):
    answer = post(key)
    equal((answer.status_code, answer.json().get("error")), (201, None))
    [incident] = incidents()
    equal(answer.json()["result"]["number"], incident["number"])

with claim("it is the service account that made it"):
    equal(incident["sys_created_by"], outputs["service_user_name"])

with claim("the incident says what the alert says, and can be found by its alert cycle"):
    equal(incident["short_description"], ALERT["$EVENT_TITLE"])
    equal(incident["description"], f"{ALERT['$TEXT_ONLY_MSG']}\n\n{ALERT['$LINK']}")
    equal(incident["correlation_id"], ALERT["$ALERT_CYCLE_KEY"])

with claim("without the key, and with another one, nothing is made"):
    equal([post(None).status_code, post(f"{key}x").status_code], [401, 401])
    equal(len(incidents()), 1)

with claim("no password opens the API, not even an administrator's"):
    equal(post(None, auth=("admin", "admin")).status_code, 401)
    equal(len(incidents()), 1)

with claim("the key opens no other API of the instance"):
    for path in ["table/incident", "table/sys_user", "attachment/file", "batch"]:
        equal((path, post(key, f"{instance.url}/api/now/{path}").status_code), (path, 401))
    equal(len(incidents()), 1)

instance.delete("incident", incident)
