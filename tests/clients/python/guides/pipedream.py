"""Pipedream, played by Authlib: an account is connected, and a workflow works with the instance's records."""

from urllib.parse import parse_qs, urlsplit

import requests
from authlib.integrations.requests_client import OAuth2Session
from person import Person
from proof import Story, claim, equal, require

CALLBACK = "https://api.pipedream.com/connect/oauth/oa_g2oiqA/callback"

story = Story()
instance = story.instances["instance"]
outputs, variables = story.outputs, story.variables
tables = f"{instance.url}/api/now/table"
pipedream = OAuth2Session(
    outputs["client_id"],
    variables["client_secret"],
    redirect_uri=CALLBACK,
    token_endpoint=f"{instance.url}/oauth_token.do",
    token_endpoint_auth_method="client_secret_post",
)

with claim("a person signs in with the service account, allows Pipedream, and is sent back with a code"):
    address, state = pipedream.create_authorization_url(f"{instance.url}/oauth_auth.do")
    account = (outputs["service_user_name"], variables["service_user_password"])
    sent, _ = Person({instance.url: account}).go(address)
    require(sent.startswith(f"{CALLBACK}?"), f"the browser was sent to {urlsplit(sent).netloc}")
    equal(parse_qs(urlsplit(sent).query)["state"], [state])

with claim("Pipedream exchanges the code for a token, and refreshes it"):
    first = pipedream.fetch_token(authorization_response=sent, state=state)
    second = pipedream.refresh_token(refresh_token=first["refresh_token"])
    require(second["access_token"] != first["access_token"], "the token is the same")

with claim("a workflow opens an incident and reads it"):
    opened = pipedream.post(f"{tables}/incident", json={"short_description": "An alert from elsewhere"})
    equal(opened.status_code, 201)
    incident = opened.json()["result"]
    read = pipedream.get(f"{tables}/incident/{incident['sys_id']}")
    equal(read.json()["result"]["short_description"], "An alert from elsewhere")

with claim("the integration's role lets it see the rows and columns of oauth_credential"):
    listed = pipedream.get(f"{tables}/oauth_credential").json()["result"]
    require(listed, "the list is empty")
    require("expires" in listed[0], f"it sees the columns {sorted(listed[0])} alone")

with claim("who saw the columns of oauth_credential before still sees them"):
    auditor = requests.get(f"{tables}/oauth_credential", auth=("oauth.admin", "oauth.admin"))
    require("expires" in auditor.json()["result"][0], f"oauth_admin sees {sorted(auditor.json()['result'][0])} alone")

with claim("the validator is the same client, with this instance's own token endpoint"):
    [validator] = instance.records("oauth_entity", "name=Pipedream OAuth Validator")
    stored = {column: validator[column] for column in ("type", "client_id", "default_grant_type", "token_url", "redirect_url")}
    equal(stored, {
        "type": "oauth_provider",
        "client_id": outputs["client_id"],
        "default_grant_type": "authorization_code",
        "token_url": "oauth_token.do",
        "redirect_url": CALLBACK,
    })

instance.delete("incident", incident)
