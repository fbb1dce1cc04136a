"""The directory: it posts people to the staging table, and the instance makes users of them."""

import requests
from proof import Story, claim, equal, require

story = Story()
instance = story.instances["instance"]
outputs, variables = story.outputs, story.variables
account = (outputs["service_user_name"], variables["service_user_password"])
address = outputs["import_url"]
ADA = {
    "u_user_name": "ada.byron",
    "u_first_name": "Ada",
    "u_last_name": "Byron",
    "u_email": "ada.byron@example.com",
    "u_title": "Analyst",
    "u_active": "true",
    "u_department": "D-100",
}
department = instance.insert("cmn_department", name="Analysis", id="D-100")


def post(row, who=account):
    """What the instance answers to whoever sends a row."""
    return requests.post(address, json=row, auth=who)


def sent(**row):
    """What the transform map made of a row of the directory's."""
    answer = post(row)
    require(answer.status_code == 201, f"the instance answered {answer.status_code} {answer.text}")
    [outcome] = answer.json()["result"]
    return outcome


def users(name="ada.byron"):
    return instance.records("sys_user", f"user_name={name}")


with claim("the directory posts a row, and a user is there"):
    outcome = sent(**ADA)
    equal((outcome["status"], outcome["table"]), ("inserted", "sys_user"))
    [ada] = users()
    equal(ada["sys_id"], outcome["sys_id"])
    kept = {name: ada[name] for name in ("name", "email", "title", "active", "department")}
    equal(kept, {
        "name": "Ada Byron",
        "email": "ada.byron@example.com",
        "title": "Analyst",
        "active": "true",
        "department": department["sys_id"],
    })

with claim("sent again with another title the user is updated, and there is no second one"):
    equal(sent(**ADA | {"u_title": "Engineer"})["status"], "updated")
    [ada] = users()
    equal(ada["title"], "Engineer")

with claim("sent once more as it is, nothing is changed"):
    equal(sent(**ADA | {"u_title": "Engineer"})["status"], "ignored")
    [ada] = users()

with claim("what a row leaves empty the user keeps"):
    sent(u_user_name="ada.byron", u_title="Mathematician")
    [ada] = users()
    equal((ada["title"], ada["email"]), ("Mathematician", "ada.byron@example.com"))

with claim("a department that the instance does not know is not made"):
    sent(u_user_name="ada.byron", u_department="D-200")
    equal(instance.records("cmn_department", "id=D-200"), [])
    equal(users()[0]["department"], department["sys_id"])

with claim("who has left is deactivated"):
    sent(u_user_name="ada.byron", u_active="false")
    equal(users()[0]["active"], "false")

with claim("a row without a user name makes nobody"):
    equal(sent(u_first_name="Nobody")["status"], "skipped")
    equal(instance.records("sys_user", "first_name=Nobody"), [])

with claim("past the staging table the account makes no user and changes none"):
    table = f"{instance.url}/api/now/table/sys_user"
    equal(requests.post(table, json={"user_name": "eve"}, auth=account).status_code, 403)
    equal(requests.patch(f"{table}/{ada['sys_id']}", json={"title": "Queen"}, auth=account).status_code, 403)

with claim("somebody without the roles of imports sends nothing"):
    refused = post({"u_user_name": "eve"}, ("itil.user", "itil.user"))
    equal((refused.status_code, users("eve")), (403, []))

[loader] = users("plain.user")
grants = []
for role in ("import_set_loader", "import_transformer"):
    [role] = instance.records("sys_user_role", f"name={role}")
    grants.append(instance.insert("sys_user_has_role", user=loader["sys_id"], role=role["sys_id"]))

with claim("who may load other staging tables may not load this one"):
    refused = post({"u_user_name": "eve"}, ("plain.user", "plain.user"))
    equal((refused.status_code, users("eve")), (403, []))

for table in ("sys_import_set_row", "sys_import_set"):
    for record in instance.records(table, ""):
        instance.delete(table, record)
for grant in grants:
    instance.delete("sys_user_has_role", grant)
instance.delete("sys_user", ada)
instance.delete("cmn_department", department)
