"""Somebody at a browser who follows the instances' redirects, signs in, and allows or denies access.

They do it with plain requests, sending the forms of the pages; or in Chromium, where BROWSER holds the
command that does the same there.
"""

import json
import os
import shlex
import subprocess
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests

BROWSER = shlex.split(os.environ.get("BROWSER", ""))


class Page(HTMLParser):
    """What a page asks for: its first form with the hidden fields, and its text."""

    def __init__(self, address, text):
        super().__init__()
        self.address, self.action = address, None
        self.fields, self.asked, self.words = {}, set(), []
        self.feed(text)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form" and self.action is None:
            self.action = urljoin(self.address, attributes["action"])
        elif tag == "input" and attributes.get("type") == "hidden":
            self.fields[attributes["name"]] = attributes["value"]
        elif tag in ("input", "button"):
            self.asked.add(attributes.get("name"))

    def handle_data(self, data):
        self.words.append(data)


class Person:
    """Has an account, name and password, on each of some instances, named by their address."""

    def __init__(self, accounts, decision="allow"):
        self.accounts, self.decision = accounts, decision

    def go(self, address):
        """Opens the address and does what the pages ask; returns where that ends, and the text there.

        An address that is on none of the instances is the end: nothing is sent there.
        """
        if BROWSER:
            return self.go_in_browser(address)
        self.session = requests.Session()
        page = self.get(address)
        for _ in range(10):
            if page.text is None or not (fields := self.answers(page)):
                break
            sent = {**page.fields, **fields}
            page = self.follow(self.session.post(page.action, data=sent, allow_redirects=False))
        return page.address, page.text

    def answers(self, page):
        """What this person enters in the form of a page; nothing where it asks for nothing they know."""
        if "user_password" in page.asked:
            name, password = self.accounts[origin(page.address)]
            return {"user_name": name, "user_password": password}
        return {"decision": self.decision} if "decision" in page.asked else {}

    def get(self, address):
        return self.follow(self.session.get(address, allow_redirects=False))

    def follow(self, answer):
        while answer.is_redirect:
            address = urljoin(answer.url, answer.headers["Location"])
            if origin(address) not in self.accounts:
                return Elsewhere(address)
            answer = self.session.get(address, allow_redirects=False)
        return Page(answer.url, answer.text)

    def go_in_browser(self, address):
        asked = {"address": address, "accounts": self.accounts, "decision": self.decision}
        done = subprocess.run(BROWSER, input=json.dumps(asked), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"the browser failed: {done.stderr.strip()}")
        end = json.loads(done.stdout)
        return end["address"], end["text"]


class Elsewhere:
    """An address on none of the instances, which nobody opens."""

    def __init__(self, address):
        self.address, self.text = address, None


def origin(address):
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
