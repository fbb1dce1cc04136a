// servicenow-rest-api, a client from npm, unmodified, against a simulated instance over TLS.
//
// SIMULATOR_URL names the instance; NODE_EXTRA_CA_CERTS its certificate.

"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const ServiceNow = require("servicenow-rest-api");

const host = new URL(process.env.SIMULATOR_URL).host;
const client = (user = "admin") => new ServiceNow(host, user, user);

/** A call that answers through a callback, as a promise. */
function called(instance, method, ...parameters) {
  return new Promise((resolve) => instance[method](...parameters, resolve));
}

test("an incident is created, read, changed and deleted", async () => {
  const admin = client();
  const text = "written by a client from npm";
  const made = await called(admin, "createNewTask", { short_description: text, urgency: "1" }, "incident");
  assert.match(made.number, /^INC[0-9]+$/);
  assert.equal(made.short_description, text);

  const read = await called(admin, "getTableData", ["number", "short_description"],
    [`number=${made.number}`, "active=true"], "incident");
  assert.deepEqual(read, [{ number: made.number, short_description: text }]);

  const changed = await called(admin, "UpdateTask", "incident", made.number, { short_description: "changed" });
  assert.equal(changed.short_description, "changed");
  assert.equal(changed.number, made.number);

  const id = await called(admin, "getSysId", "incident", made.number);
  assert.match(id, /^[0-9a-f]{32}$/);
  const deleted = await called(admin, "DeleteTask", "incident", made.number);
  assert.equal(deleted.status, 204);
  assert.deepEqual(await called(admin, "getTableData", [], [`sys_id=${id}`], "incident"), []);
});

test("a sample of a table has its columns", async () => {
  const [user] = await called(client(), "getSampleData", "sys_user");
  assert.ok("user_name" in user && "sys_id" in user);
});

test("a wrong password is an error with the instance's own words", async () => {
  const failure = await called(new ServiceNow(host, "admin", "wrong"), "getSampleData", "sys_user");
  assert.equal(failure.response.status, 401);
  assert.equal(failure.response.data.error.message, "User Not Authenticated");
});
