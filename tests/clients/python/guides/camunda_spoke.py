"""The instance and Camunda call each other: the one by the spoke's alias, the other with Authlib as its client."""

from authlib.integrations.requests_client import OAuth2Session
from proof import Story, answered, claim, equal, require

story = Story()
instance = story.instances["instance"]
outputs, variables = story.outputs, story.variables

with claim("told to use the spoke's alias, the instance gets a token from Camunda's login server"):
    report = instance.call(outputs["connection_alias_id"], "/v2/topology")
    tokens = [one for one in report["exchanges"] if one["purpose"] == "token"]
    equal([one["url"] for one in tokens], ["https://login.cloud.camunda.io/oauth/token"])
    equal([one.get("status") for one in tokens], [200])

with claim("with the token it reaches the cluster, by its region's host and its id"):
    cluster = answered(report)
    equal(cluster["clusterId"], variables["camunda_cluster_id"])

connector = OAuth2Session(
    outputs["inbound_client_id"],
    variables["inbound_client_secret"],
    token_endpoint=outputs["inbound_token_url"],
    token_endpoint_auth_method="client_secret_post",
)

with claim("Camunda's connector gets a token of the instance with the client made for it"):
    connector.fetch_token(grant_type="client_credentials")

with claim("with the token the connector is the service account"):
    account = connector.get(f"{instance.url}/api/now/ui/user/current_user").json()["result"]
    equal(account["user_name"], outputs["service_user_name"])

with claim("the connector opens an incident and reads it"):
    incidents = f"{outputs['instance_url']}/api/now/table/incident"
    opened = connector.post(incidents, json={"short_description": "A process came to a halt"})
    equal(opened.status_code, 201)
    incident = opened.json()["result"]
    read = connector.get(f"{incidents}/{incident['sys_id']}").json()["result"]
    equal(read["short_description"], "A process came to a halt")

with claim("the connector sees nothing that the roles of its account do not cover"):
    secrets = connector.get(f"{outputs['instance_url']}/api/now/table/oauth_entity")
    require(not secrets.ok or secrets.json()["result"] == [], "it sees the Application Registry")

instance.delete("incident", incident)
