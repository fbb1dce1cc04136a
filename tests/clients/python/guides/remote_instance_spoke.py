"""A person gives consent in a browser; then the local instance works with the remote one by the spoke's aliases."""

import requests
from person import Person
from proof import Story, answered, claim, equal, require

REMOTE, LOCAL = "ServiceNowRemoteInstance", "ServiceNowRemoteInstanceLocalAlias"
MINUTES = 60

story = Story()
local, remote = story.instances["local"], story.instances["remote"]
outputs, variables = story.outputs, story.variables


def alias(name):
    """The id under which the spoke's actions look an alias up."""
    [found] = local.records("sys_alias", f"name={name}")
    return found["id"]


def read(name, path):
    """What the local instance gets by an alias."""
    return answered(local.call(alias(name), path))["result"]


incident = remote.insert("incident", short_description="Only on the remote instance")

with claim("before somebody consents the local instance has no token, and says so"):
    report = local.call(alias(REMOTE), "api/now/table/incident")
    require("There is no token yet" in str(report.get("error")), report)

with claim("a person opens the page, signs in to both instances, and allows access"):
    consenting = (outputs["remote_user_name"], variables["remote_user_password"])
    person = Person({local.url: ("admin", "admin"), remote.url: consenting})
    address, text = person.go(outputs["get_oauth_token_url"])
    require(address.startswith(f"{local.url}/oauth_redirect.do"), f"it ended at {address}: {text}")
    require("OAuth token flow completed" in text, text)

with claim("with the token the local instance reads an incident of the remote one"):
    found = read(REMOTE, f"api/now/table/incident/{incident['sys_id']}")
    equal(found["short_description"], "Only on the remote instance")

with claim("there it is the account that consented"):
    equal(read(REMOTE, "api/now/ui/user/current_user")["user_name"], outputs["remote_user_name"])

with claim("it sees the names of tables and columns, to offer them to choose from"):
    for table in ("sys_db_object?sysparm_query=name=incident", "sys_dictionary?sysparm_query=name=incident"):
        named = read(REMOTE, f"api/now/table/{table}")
        require(named and named[0].get("name"), f"{table} shows nothing")

with claim("who saw the names of tables and columns before still sees them"):
    [somebody], [role] = remote.records("sys_user", "user_name=plain.user"), remote.records("sys_user_role", "name=personalize_dictionary")
    grant = remote.insert("sys_user_has_role", user=somebody["sys_id"], role=role["sys_id"])
    asked = f"{remote.url}/api/now/table/sys_dictionary?sysparm_query=name=incident"
    seen = requests.get(asked, auth=("plain.user", "plain.user")).json()["result"]
    require(seen and seen[0].get("element") is not None, f"personalize_dictionary sees {seen[:1]}")
    remote.delete("sys_user_has_role", grant)

with claim("the token is renewed without anybody when it has expired"):
    for one in (local, remote):
        one.pass_time(31 * MINUTES)
    equal(read(REMOTE, f"api/now/table/incident/{incident['sys_id']}")["sys_id"], incident["sys_id"])

with claim("by the other alias it reads its own records, with the account of the spoke"):
    equal(read(LOCAL, "api/now/ui/user/current_user")["user_name"], "remote.spoke.local")

remote.delete("incident", incident)
