"""Nango, played by Authlib: a person connects, tokens last as the policies say, and are refreshed."""

from urllib.parse import parse_qs, urlsplit

from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from person import Person
from proof import Story, claim, equal, require

NAME, PASSWORD = "itil.user", "itil.user"
CALLBACK = "https://api.nango.dev/oauth/callback"
MINUTES, HOURS = 60, 3600

story = Story()
instance = story.instances["instance"]
outputs = story.outputs
nango = OAuth2Session(
    outputs["client_id"],
    story.variables["client_secret"],
    redirect_uri=CALLBACK,
    scope=" ".join(outputs["scopes"]),
    token_endpoint=outputs["token_url"],
    token_endpoint_auth_method="client_secret_post",
    code_challenge_method="S256",
)
verifier = generate_token(64)


def status(token):
    """What the instance answers to whoever shows that token."""
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    return nango.request("GET", f"{instance.url}/api/now/table/incident", withhold_token=True, headers=bearer).status_code


with claim("a person signs in, allows Nango, and is sent back to it with a code"):
    address, state = nango.create_authorization_url(outputs["authorization_url"], code_verifier=verifier)
    sent, _ = Person({instance.url: (NAME, PASSWORD)}).go(address)
    require(sent.startswith(f"{CALLBACK}?"), f"the browser was sent to {urlsplit(sent).netloc}")
    equal(parse_qs(urlsplit(sent).query)["state"], [state])

with claim("Nango exchanges the code and its verifier for a token of the person"):
    first = nango.fetch_token(authorization_response=sent, state=state, code_verifier=verifier)
    equal(first["scope"], "useraccount")
    person = nango.get(f"{instance.url}/api/now/ui/user/current_user").json()["result"]
    equal(person["user_name"], NAME)

with claim("the token is refused once it is 30 minutes old, and not before"):
    instance.pass_time(29 * MINUTES)
    equal(status(first), 200)
    instance.pass_time(1 * MINUTES)
    equal(status(first), 401)

with claim("Nango refreshes it, and the new one works"):
    second = nango.refresh_token(refresh_token=first["refresh_token"])
    equal(status(second), 200)

with claim("after eight hours nothing can be refreshed, and the person has to connect again"):
    instance.pass_time(8 * HOURS)
    try:
        nango.refresh_token(refresh_token=first["refresh_token"])
    except Exception as refusal:
        require("denied" in str(refusal) or "invalid" in str(refusal), str(refusal))
    else:
        raise AssertionError("the refresh token still works")
