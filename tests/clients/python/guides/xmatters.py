"""People make incidents, and xMatters sees which of them call it."""

import json
from urllib.parse import urlsplit

from proof import Story, claim, equal, require

TITLE = 'Payments: "timeout" in 2 of 3 zones \\ see the runbook'

story = Story()
instance = story.instances["instance"]
variables = story.variables
made = []


def incident(urgency, title=TITLE):
    """Somebody makes an incident; urgency and impact say its priority."""
    made.append(instance.insert("incident", short_description=title, urgency=urgency, impact=urgency))
    return made[-1]


with claim("an incident of priority 1 calls xMatters, and once, before its maker has an answer"):
    urgent = incident(1)
    calls = story.received()
    equal(urgent["priority"], "1")
    equal(len(calls), 1)

with claim("xMatters accepts it: by POST, to the trigger, from the user it knows"):
    [call] = calls
    equal((call["method"], call["path"]), ("POST", urlsplit(variables["trigger_url"]).path))
    equal((call["user"], call["status"]), (variables["xmatters_username"], 202))

with claim("it says which incident that is, whatever characters its title has"):
    equal(call["type"], "application/json")
    equal(json.loads(call["body"]), {"properties": {
        "number": urgent["number"],
        "title": TITLE,
        "priority": "1",
        "link": f"{instance.url}/incident.do?sys_id={urgent['sys_id']}",
    }})
    equal(sorted(json.loads(call["body"])["properties"]), sorted(story.outputs["properties"]))

with claim("an incident of priority 5 pages nobody, nor does a change of one"):
    incident(3)
    instance.update("incident", urgent, short_description="Payments: over")
    equal(story.received(), [])

with claim("a rule that is not active sends nothing"):
    [rule] = instance.records("sys_script", "name=Page by xMatters")
    instance.update("sys_script", rule, active="false")
    incident(1)
    quiet = story.received()
    instance.update("sys_script", rule, active="true")
    equal(quiet, [])

with claim("the password is nowhere to be read"):
    [profile] = instance.records("sys_auth_profile_basic", "name=xMatters")
    require(variables["xmatters_password"] not in json.dumps(profile), "the profile shows it")

for one in made:
    instance.delete("incident", one)
