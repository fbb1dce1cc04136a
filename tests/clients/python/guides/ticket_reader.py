"""A read-only connector, played by Authlib: it reads incidents page by page, later what changed, and writes nothing."""

from authlib.integrations.requests_client import OAuth2Session
from proof import Story, claim, equal, require

PAGE, COUNT = 2, 5

story = Story()
instance = story.instances["instance"]
outputs, variables = story.outputs, story.variables
tables = f"{outputs['instance_url']}/api/now/table"
connector = OAuth2Session(
    outputs["client_id"],
    variables["client_secret"],
    token_endpoint=outputs["token_url"],
    token_endpoint_auth_method="client_secret_post",
)

# An instance in California, with incidents that were opened one after another, and a problem.
zone = instance.insert("sys_properties", name="glide.sys.default.tz", value="America/Los_Angeles")
caller = instance.records("sys_user", "user_name=itil.user")[0]
incidents = []
for number in range(COUNT):
    opened = {"short_description": f"Printer {number} is on fire", "caller_id": caller["sys_id"]}
    incidents.append(instance.insert("incident", **opened))
    instance.pass_time(60)
problem = instance.insert("problem", short_description="Printers catch fire")


def read(table, query="", offset=0, limit=100):
    """The records of a table that the connector sees."""
    question = {
        "sysparm_query": query,
        "sysparm_offset": offset,
        "sysparm_limit": limit,
        "sysparm_exclude_reference_link": "true",
    }
    answer = connector.get(f"{tables}/{table}", params=question)
    return answer.json()["result"] if answer.ok else []


def pages(query):
    """All incidents that match, in the order in which they last changed, a page at a time."""
    found = []
    while page := read("incident", f"{query}ORDERBYsys_updated_on^ORDERBYsys_id", len(found), PAGE):
        require(len(page) <= PAGE, f"a page of {len(page)}")
        found += page
    return found


with claim("the connector gets a token with its client, and is the service account"):
    connector.fetch_token(grant_type="client_credentials")
    account = connector.get(f"{instance.url}/api/now/ui/user/current_user").json()["result"]
    equal(account["user_name"], outputs["service_user_name"])

with claim("it reads incidents, and who they are about"):
    [first] = read("incident", f"number={incidents[0]['number']}")
    equal(first["short_description"], "Printer 0 is on fire")
    [about] = read("sys_user", f"sys_id={first['caller_id']}")
    equal(about["user_name"], "itil.user")

with claim("page by page it reads them all, each once"):
    found = pages("")
    equal([one["sys_id"] for one in found], [one["sys_id"] for one in incidents])

with claim("asked later, it finds what changed since, and nothing else"):
    day, time = found[-1]["sys_updated_on"].split()
    changed = f"{instance.url}/api/now/table/incident/{incidents[1]['sys_id']}"
    instance.session.patch(changed, json={"urgency": "1"}).raise_for_status()
    found = pages(f"sys_updated_on>javascript:gs.dateGenerate('{day}','{time}')^")
    equal([one["sys_id"] for one in found], [incidents[1]["sys_id"]])

with claim("it opens, changes and deletes no incident"):
    own = f"{tables}/incident/{incidents[0]['sys_id']}"
    attempts = (
        connector.post(f"{tables}/incident", json={"short_description": "Mine"}),
        connector.patch(own, json={"short_description": "Mine"}),
        connector.delete(own),
    )
    equal([attempt.status_code for attempt in attempts], [403, 403, 403])

with claim("it reads no other table"):
    for table in ("problem", "change_request", "oauth_entity", "sys_security_acl", "sys_script_include"):
        require(instance.records(table, "") or table == "change_request", f"there is nothing in {table} to be hidden")
        equal(read(table), [])

for incident in incidents:
    instance.delete("incident", incident)
instance.delete("problem", problem)
instance.delete("sys_properties", zone)
