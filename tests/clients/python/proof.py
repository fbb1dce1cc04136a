"""What a proof is made of: claims, told as they hold, up to the first that does not.

The story comes as JSON on standard input. Each claim goes out as a line: `holds` or `broken`, a tab, the claim;
after a broken one another tab and why, and nothing comes after it.
"""

import contextlib
import json
import sys
import warnings

import requests

# What the controls of the simulation want of whoever changes something.
CONTROL = {"X-Simulator-Control": "true"}


@contextlib.contextmanager
def claim(text):
    """Says whether the block held."""
    try:
        yield
    except Exception as error:
        why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        tell("broken", text, " ".join(why.split()))
        sys.exit(1)
    tell("holds", text)


def require(condition, otherwise):
    """Fails the claim it stands in, for that reason."""
    if not condition:
        raise AssertionError(otherwise)


def equal(found, wanted):
    """Fails the claim it stands in unless the two are the same."""
    require(found == wanted, f"{found!r} instead of {wanted!r}")


def tell(*words):
    print("\t".join(words), flush=True)


class Story:
    """Who takes part, what Terraform was given, and what it put out."""

    def __init__(self):
        given = json.load(sys.stdin)
        self.outputs, self.variables = given["outputs"], given["variables"]
        self.instances = {name: Instance(url) for name, url in given["instances"].items()}
        self.neighbour = given["neighbour"]

    def received(self):
        """What whoever the instance calls was sent since it was last asked."""
        # Its certificate is for its real names.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return requests.get(f"{self.neighbour}/received", verify=False).json()


class Instance:
    """An instance as its administrator uses it, and the controls of the simulation."""

    def __init__(self, url):
        self.url = url
        self.session = requests.Session()
        self.session.auth = ("admin", "admin")

    def records(self, table, query):
        """The records that match, as stored."""
        question = {"sysparm_query": query, "sysparm_exclude_reference_link": "true"}
        return self.result(self.session.get(f"{self.url}/api/now/table/{table}", params=question))

    def insert(self, table, **record):
        return self.result(self.session.post(f"{self.url}/api/now/table/{table}", json=record))

    def update(self, table, record, **columns):
        """Writes columns as people see them, as a form does."""
        address = f"{self.url}/api/now/table/{table}/{record['sys_id']}"
        return self.result(self.session.patch(address, json=columns, params={"sysparm_input_display_value": "true"}))

    def delete(self, table, record):
        address = f"{self.url}/api/now/table/{table}/{record['sys_id']}"
        self.session.delete(address).raise_for_status()

    def pass_time(self, seconds):
        """Puts the instance's clock forward."""
        clock = {"advance_seconds": seconds}
        self.session.post(f"{self.url}/simulator/clock", json=clock, headers=CONTROL).raise_for_status()

    def call(self, alias, path):
        """Lets the instance use an alias as an action of a flow would: the answer, and what went to and fro."""
        wanted = {"method": "GET", "path": path}
        address = f"{self.url}/simulator/aliases/{alias}/call"
        report = self.session.post(address, json=wanted, headers=CONTROL).json()
        require("exchanges" in report, f"there is no alias {alias}")
        return report

    @staticmethod
    def result(answer):
        require(answer.ok, f"the instance answered {answer.status_code} {answer.text}")
        return answer.json()["result"]


def answered(report):
    """The body of the answer to a call by an alias, which must have come about."""
    require(report["status"] == 200, report.get("error", {}).get("detail") or f"{report['status']}: {report.get('body')}")
    return report["body"]
