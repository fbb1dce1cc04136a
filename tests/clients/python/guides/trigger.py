"""A simulated trigger of xMatters: it accepts calls of the user it knows, and tells what it was sent.

Standard input begins with a line of JSON: certificate, key, hosts, and the variables of the guide. It prints its port and ends when standard
input does. Whoever asks for `/received` by its address is told what came since the last time, whether or not it was accepted.
"""

import base64
import uuid
from urllib.parse import urlsplit

from neighbour import GIVEN, Neighbour, serve

VARIABLES = GIVEN["variables"]
TRIGGER = urlsplit(VARIABLES["trigger_url"])
USER = (VARIABLES["xmatters_username"], VARIABLES["xmatters_password"])
RECEIVED = []


class Trigger(Neighbour):
    """One trigger."""

    def do_any(self):
        body = self.body()
        if self.host() not in GIVEN["hosts"]:
            told = RECEIVED[:]
            RECEIVED.clear()
            return self.answer(200 if self.path == "/received" else 404, told)
        status = self.judge()
        RECEIVED.append({
            "method": self.command,
            "path": self.path,
            "user": user_of(self.headers),
            "type": self.headers.get("Content-Type"),
            "body": body,
            "status": status,
        })
        return self.answer(status, {"requestId": str(uuid.uuid4())} if status == 202 else {"code": status})

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_any

    def judge(self):
        """The status of the answer."""
        if self.path != TRIGGER.path:
            return 404
        if self.command != "POST":
            return 405
        known = base64.b64encode(":".join(USER).encode()).decode()
        return 202 if self.headers.get("Authorization") == f"Basic {known}" else 401


def user_of(headers):
    """The user a call names, without the password."""
    scheme, _, encoded = headers.get("Authorization", "").partition(" ")
    return base64.b64decode(encoded).decode().partition(":")[0] if scheme == "Basic" else None


serve(Trigger)
