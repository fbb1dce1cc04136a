"""Authlib, unmodified, against a simulated instance over TLS.

The instance is named by SIMULATOR_URL; REQUESTS_CA_BUNDLE names its certificate. What a person does
in a browser (sign in, allow) is done here by sending the forms of the pages.
"""

import os
import unittest
from urllib.parse import parse_qs, urlsplit

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet
from person import Person

URL = os.environ["SIMULATOR_URL"]
# What the controls of the simulation want of whoever changes something.
CONTROL = {"X-Simulator-Control": "true"}
REDIRECT = "https://client.example/callback"
GRANT_ENABLED = "glide.oauth.inbound.client.credential.grant_type.enabled"


def answer(name, address, decision):
    """Where the browser is sent when that user signs in and decides; the password is the name."""
    return Person({URL: (name, name)}, decision).go(address)[0]


class Instance:
    """The instance as its administrator uses it, to register clients."""

    def __init__(self):
        self.session = requests.Session()
        self.session.auth = ("admin", "admin")

    def insert(self, table, **record):
        answer = self.session.post(f"{URL}/api/now/table/{table}", json=record)
        answer.raise_for_status()
        return answer.json()["result"]

    def user(self, name):
        query = {"sysparm_query": f"user_name={name}", "sysparm_fields": "sys_id"}
        answer = self.session.get(f"{URL}/api/now/table/sys_user", params=query)
        return answer.json()["result"][0]["sys_id"]

    def advance(self, seconds):
        clock = {"advance_seconds": seconds}
        self.session.post(f"{URL}/simulator/clock", json=clock, headers=CONTROL).raise_for_status()


class OAuthLibrary(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.instance = Instance()
        cls.instance.insert("sys_properties", name=GRANT_ENABLED, type="boolean", value="true")

    def client(self, **extra):
        """A library session for a client of its own."""
        record = {"name": self.id(), "client_secret": "s3cret", "redirect_url": REDIRECT, **extra}
        registered = self.instance.insert("oauth_entity", **record)
        public = extra.get("public_client") == "true"
        session = OAuth2Session(
            registered["client_id"],
            None if public else "s3cret",
            redirect_uri=REDIRECT,
            token_endpoint_auth_method="none" if public else "client_secret_post",
            revocation_endpoint_auth_method="none",
            code_challenge_method="S256",
            token_endpoint=f"{URL}/oauth_token.do",
        )
        return session

    def authorized(self, session, name="itil.user"):
        """Runs authorization code with PKCE and state, and returns the token."""
        verifier = generate_token(64)
        address, state = session.create_authorization_url(
            f"{URL}/oauth_auth.do", code_verifier=verifier
        )
        sent = answer(name, address, "allow")
        self.assertEqual(parse_qs(urlsplit(sent).query)["state"], [state])
        return session.fetch_token(
            authorization_response=sent, state=state, code_verifier=verifier
        )

    def user_name(self, session):
        answer = session.get(f"{URL}/api/now/ui/user/current_user")
        return answer.json()["result"]["user_name"] if answer.ok else answer.status_code

    def test_an_authorization_code_with_pkce_gives_a_token_that_acts_as_the_person(self):
        session = self.client()
        token = self.authorized(session)
        self.assertEqual(token["token_type"], "Bearer")
        self.assertEqual(token["scope"], "useraccount")
        self.assertEqual(self.user_name(session), "itil.user")

    def test_a_public_client_needs_no_secret_and_gets_no_refresh_token(self):
        session = self.client(public_client="true", client_secret="")
        token = self.authorized(session)
        self.assertNotIn("refresh_token", token)
        self.assertEqual(self.user_name(session), "itil.user")

    def test_another_verifier_is_refused(self):
        session = self.client()
        address, state = session.create_authorization_url(
            f"{URL}/oauth_auth.do", code_verifier=generate_token(64)
        )
        sent = answer("itil.user", address, "allow")
        with self.assertRaises(OAuthError):
            session.fetch_token(
                authorization_response=sent, state=state, code_verifier=generate_token(64)
            )

    def test_a_denial_reaches_the_client(self):
        session = self.client()
        address, state = session.create_authorization_url(
            f"{URL}/oauth_auth.do", code_verifier=generate_token(64)
        )
        sent = parse_qs(urlsplit(answer("itil.user", address, "deny")).query)
        self.assertEqual((sent["error"], sent["state"]), (["access_denied"], [state]))
        self.assertNotIn("code", sent)

    def test_an_expired_token_is_refused_and_refreshed(self):
        session = self.client(access_token_lifespan="60", refresh_token_lifespan="3600")
        first = self.authorized(session)
        self.instance.advance(61)
        bearer = {"Authorization": f"Bearer {first['access_token']}"}
        answer = requests.get(f"{URL}/api/now/table/sys_user", headers=bearer)
        self.assertEqual(answer.status_code, 401)
        second = session.refresh_token(refresh_token=first["refresh_token"])
        self.assertNotEqual(second["access_token"], first["access_token"])
        self.assertEqual(second["refresh_token"], first["refresh_token"])
        self.assertEqual(self.user_name(session), "itil.user")

    def test_client_credentials_act_as_the_application_user(self):
        session = self.client(user=self.instance.user("oauth.admin"))
        token = session.fetch_token(grant_type="client_credentials")
        self.assertNotIn("refresh_token", token)
        self.assertEqual(self.user_name(session), "oauth.admin")

    def test_client_credentials_without_an_application_user_are_refused(self):
        session = self.client()
        with self.assertRaises(OAuthError) as raised:
            session.fetch_token(grant_type="client_credentials")
        self.assertEqual(raised.exception.error, "server_error")
        self.assertEqual(raised.exception.description, "access_denied")

    def test_the_client_may_name_itself_in_a_header(self):
        session = self.client(user=self.instance.user("oauth.admin"))
        session.token_endpoint_auth_method = "client_secret_basic"
        session.fetch_token(grant_type="client_credentials")
        self.assertEqual(self.user_name(session), "oauth.admin")

    def test_a_password_gives_a_token(self):
        session = self.client()
        session.fetch_token(username="itil.user", password="itil.user")
        self.assertEqual(self.user_name(session), "itil.user")

    def test_a_revoked_token_is_refused(self):
        session = self.client()
        token = self.authorized(session)
        answer = session.revoke_token(f"{URL}/oauth_revoke.do", token=token["access_token"])
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.user_name(session), 401)
        session.revoke_token(f"{URL}/oauth_revoke.do", token=token["refresh_token"])
        with self.assertRaises(OAuthError):
            session.refresh_token(refresh_token=token["refresh_token"])

    def test_a_signed_token_is_verified_by_the_published_keys(self):
        session = self.client(token_format="jwt", sub_claim="user_name")
        token = self.authorized(session)
        published = requests.get(f"{URL}/api/now/oauth/jwks").json()
        claims = jwt.decode(token["access_token"], KeySet.import_key_set(published)).claims
        self.assertEqual(claims["sub"], "itil.user")
        self.assertEqual(claims["iss"], URL)
        self.assertEqual(self.user_name(session), "itil.user")


if __name__ == "__main__":
    unittest.main()
