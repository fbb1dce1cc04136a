"""PySNC, ServiceNow's Python client, unmodified, against a simulated instance over TLS.

The instance is named by SIMULATOR_URL; REQUESTS_CA_BUNDLE names its certificate.
"""

import os
import tempfile
import unittest
from pathlib import Path

from pysnc import ServiceNowClient
from pysnc.exceptions import AuthenticationException, RoleException

URL = os.environ["SIMULATOR_URL"]
ROWS = 2500


def client(user="admin"):
    return ServiceNowClient(URL, (user, user))


def problems(admin, **filters):
    found = admin.GlideRecord("problem")
    for column, value in filters.items():
        found.add_query(column, value)
    found.query()
    return found


class Queries(unittest.TestCase):
    """Reading: pages, conditions, paths through references, display values."""

    @classmethod
    def setUpClass(cls):
        cls.admin = client()
        for start in range(0, ROWS, 250):
            for number in range(start, start + 250):
                row = cls.admin.GlideRecord("cmdb_ci")
                row.initialize()
                row.name = f"item {number:04}"
                row.short_description = "even" if number % 2 == 0 else "odd"
                cls.admin.batch_api.post(row, cls.stored)
            cls.admin.batch_api.execute()

    @staticmethod
    def stored(response):
        assert response.status_code == 201, response.text

    def items(self, batch_size=100):
        return self.admin.GlideRecord("cmdb_ci", batch_size=batch_size)

    def test_more_rows_than_a_page_are_all_read_and_each_once(self):
        items = self.items(batch_size=400)
        items.add_query("name", "STARTSWITH", "item ")
        items.order_by("name")
        items.query()
        self.assertEqual(len(items), ROWS)
        names = [str(item.name) for item in items]
        self.assertEqual(names, [f"item {number:04}" for number in range(ROWS)])

    def test_either_of_two_conditions_is_enough(self):
        items = self.items()
        either = items.add_query("name", "item 0007")
        either.add_or_condition("name", "item 0011")
        items.query()
        self.assertEqual(sorted(str(item.name) for item in items), ["item 0007", "item 0011"])

    def test_a_limit_and_an_order_are_kept(self):
        items = self.items()
        items.add_query("short_description", "odd")
        items.order_by_desc("name")
        items.limit = 3
        items.query()
        names = [str(item.name) for item in items]
        self.assertEqual(names, ["item 2499", "item 2497", "item 2495"])

    def test_a_path_leads_through_references(self):
        granted = self.admin.GlideRecord("sys_user_has_role")
        granted.fields = ["user", "user.user_name", "role.name"]
        granted.add_query("user.user_name", "oauth.admin")
        granted.query()
        pairs = {(str(row.user.user_name), row.get_value("role.name")) for row in granted}
        self.assertIn(("oauth.admin", "oauth_admin"), pairs)

    def test_a_reference_has_a_value_and_a_display_value(self):
        granted = self.admin.GlideRecord("sys_user_has_role")
        granted.add_query("user.user_name", "oauth.admin")
        granted.query()
        self.assertTrue(granted.next())
        self.assertRegex(granted.get_value("user"), "^[0-9a-f]{32}$")
        self.assertNotEqual(granted.get_display_value("user"), granted.get_value("user"))


class Writes(unittest.TestCase):
    """One record at a time."""

    def setUp(self):
        self.admin = client()

    def test_a_record_lives_from_insert_to_delete(self):
        problem = self.admin.GlideRecord("problem")
        problem.initialize()
        problem.short_description = "written by PySNC"
        identifier = problem.insert()
        self.assertTrue(identifier)
        again = self.admin.GlideRecord("problem")
        self.assertTrue(again.get(identifier))
        self.assertRegex(str(again.number), "^PRB[0-9]+$")
        again.short_description = "changed"
        self.assertIsNotNone(again.update())
        read = self.admin.GlideRecord("problem")
        self.assertTrue(read.get("number", str(again.number)))
        self.assertEqual(read.short_description, "changed")
        self.assertTrue(read.delete())
        self.assertFalse(self.admin.GlideRecord("problem").get(identifier))

    def test_what_is_refused_is_said_in_the_client_s_own_words(self):
        with self.assertRaises(AuthenticationException):
            ServiceNowClient(URL, ("admin", "wrong")).GlideRecord("problem").get("x")
        alias = client("plain.user").GlideRecord("sys_alias")
        alias.initialize()
        alias.name = "refused"
        with self.assertRaises(RoleException):
            alias.insert()


class Batches(unittest.TestCase):
    """Many records in one call."""

    def setUp(self):
        self.admin = client()
        for number in range(60):
            problem = self.admin.GlideRecord("problem")
            problem.initialize()
            problem.short_description = f"batched {number}"
            problem.category = "batch"
            self.assertTrue(problem.insert())

    def tearDown(self):
        problems(self.admin, category="batch").delete_multiple()

    def test_many_are_updated_at_once(self):
        some = problems(self.admin, category="batch")
        while some.next():
            some.description = "all the same"
        self.assertTrue(some.update_multiple())
        same = problems(self.admin, category="batch", description="all the same")
        self.assertEqual(len(same), 60)

    def test_many_are_deleted_at_once(self):
        self.assertTrue(problems(self.admin, category="batch").delete_multiple())
        self.assertEqual(len(problems(self.admin, category="batch")), 0)


class Attachments(unittest.TestCase):
    """Files at a record."""

    def test_a_file_is_added_listed_read_and_removed(self):
        admin = client()
        problem = admin.GlideRecord("problem")
        problem.initialize()
        problem.short_description = "with a file"
        self.assertTrue(problem.insert())
        content = bytes(range(256)) * 300
        problem.add_attachment("numbers.bin", content)
        attached = problem.get_attachments()
        self.assertEqual(len(attached), 1)
        for file in attached:
            self.assertEqual(file.read(), content)
            with tempfile.TemporaryDirectory() as folder:
                path = file.write_to(folder)
                self.assertEqual(Path(path).name, "numbers.bin")
                self.assertEqual(Path(path).read_bytes(), content)
            file.delete()
        self.assertEqual(len(problem.get_attachments()), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
