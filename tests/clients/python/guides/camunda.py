"""A simulated Camunda: its login server and one cluster, told apart by the host they are asked under.

Standard input begins with a line of JSON: certificate, key, the two hosts, and the variables of the guide. It prints its port and ends when
standard input does.
"""

import secrets
from urllib.parse import parse_qs

from neighbour import GIVEN, Neighbour, serve

LOGIN_HOST, REGION_HOST = GIVEN["hosts"]
VARIABLES = GIVEN["variables"]
# What a token is for; Camunda's login server gives none without it.
AUDIENCE = "zeebe.camunda.io"
TOKENS = set()


class Camunda(Neighbour):
    """Both servers."""

    def do_POST(self):
        form = self.body()
        if (self.host(), self.path) != (LOGIN_HOST, "/oauth/token"):
            return self.answer(404, {"error": "not_found"})
        return self.answer(*token({name: values[0] for name, values in parse_qs(form).items()}))

    def do_GET(self):
        if self.host() != REGION_HOST:
            return self.answer(404, {"error": "not_found"})
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in TOKENS:
            return self.answer(401, {"title": "Unauthorized"})
        if self.path != f"/{VARIABLES['camunda_cluster_id']}/v2/topology":
            return self.answer(404, {"title": "no such cluster or resource"})
        return self.answer(200, {"clusterId": VARIABLES["camunda_cluster_id"], "clusterSize": 3})


def token(form):
    """The answer to a request for a token."""
    client = (VARIABLES["camunda_client_id"], VARIABLES["camunda_client_secret"])
    if form.get("grant_type") != "client_credentials":
        return 400, {"error": "unsupported_grant_type"}
    if (form.get("client_id"), form.get("client_secret")) != client:
        return 401, {"error": "access_denied", "error_description": "Unauthorized"}
    if form.get("audience") != AUDIENCE:
        return 403, {"error": "access_denied", "error_description": "Service not enabled within domain"}
    TOKENS.add(made := secrets.token_urlsafe(32))
    return 200, {"access_token": made, "token_type": "Bearer", "expires_in": 300}


serve(Camunda)
