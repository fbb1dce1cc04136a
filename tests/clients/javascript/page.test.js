// The simulator's page in headless Chromium: what a person sees, reads and clicks, in light and
// dark, on a wide screen and a narrow one.
//
// SIMULATOR_URL names the instance, CHROMIUM the browser, SCREENSHOTS a folder for pictures.

"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { after, before, test } = require("node:test");
const puppeteer = require("puppeteer-core");

const URL_OF_INSTANCE = process.env.SIMULATOR_URL;
const SCREENSHOTS = process.env.SCREENSHOTS;
const SECRET = "a-secret-nobody-may-see";
const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let browser;
const records = {};

/** Talks to the instance as its administrator. */
async function api(method, address, body) {
  const authorization = `Basic ${Buffer.from("admin:admin").toString("base64")}`;
  const headers = { authorization, accept: "application/json", "content-type": "application/json" };
  const answer = await fetch(`${URL_OF_INSTANCE}${address}`, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${address}: ${answer.status}`);
  return answer.status === 204 ? null : (await answer.json()).result;
}

const insert = (table, record) =>
  api("POST", `/api/now/table/${table}?sysparm_exclude_reference_link=true`, record);

/** What an integration leaves on an instance. */
async function fill() {
  await api("POST", "/api/sn_cicd/app_repo/install?scope=x_camun_camunda");
  await new Promise((resolve) => setTimeout(resolve, 600));
  const registry = await insert("oauth_entity", {
    name: "Camunda OAuth", type: "oauth_provider", client_id: "camunda-client", client_secret: SECRET,
    default_grant_type: "client_credentials", token_url: "https://login.cloud.camunda.io/oauth/token",
    refresh_token_lifespan: "8640000",
  });
  const [profile] = await api("GET", `/api/now/table/oauth_entity_profile?sysparm_query=oauth_entity=${registry.sys_id}`);
  const credential = await insert("oauth_2_0_credentials", {
    name: "Camunda Connection", oauth_entity_profile: profile.sys_id,
  });
  const [alias] = await api("GET", "/api/now/table/sys_alias?sysparm_query=id=x_camun_camunda.Camunda");
  await insert("http_connection", {
    name: "Camunda Cluster", connection_alias: alias.sys_id, credential: credential.sys_id,
    url_builder: "true", protocol: "https", host: "bru-2.zeebe.camunda.io", base_path: "/3f1c",
  });
  const client = await insert("oauth_entity", {
    name: "Pipedream", type: "client", redirect_url: "https://client.example/callback", client_secret: SECRET,
  });
  for (let number = 1; number <= 45; number += 1) {
    await insert("sys_user_group", { name: `Team ${String(number).padStart(2, "0")}`, description: number % 2 ? "odd" : "even" });
  }
  const group = await insert("sys_user_group", { name: "On call", description: "before" });
  Object.assign(records, { registry, client, group });
}

before(async () => {
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    acceptInsecureCerts: true,
    // A container gives no room for the sandbox, and everything shown here is our own.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--hide-scrollbars"],
  });
  await fill();
});

after(() => browser?.close());

/** A tab of its own that notes what it asks for elsewhere and what it complains about. */
async function tab(scheme = "light", width = 1200, height = 760) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height, deviceScaleFactor: 1 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  page.complaints = [];
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) page.complaints.push(message.text());
  });
  page.on("request", (request) => {
    const asked = request.url();
    if (!asked.startsWith(URL_OF_INSTANCE) && !asked.startsWith("data:")) page.complaints.push(asked);
  });
  page.open = (address) => page.goto(`${URL_OF_INSTANCE}${address}`, { waitUntil: "load" });
  page.done = () => context.close();
  return page;
}

const text = (page) => page.$eval("main", (main) => main.innerText);
const picture = (page, name) => page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });

/** Follows the link of that text. */
async function follow(page, words) {
  const link = await page.$(`::-p-xpath(//main//a[normalize-space()="${words}"])`);
  assert.ok(link, `there is no link ${words}`);
  await Promise.all([page.waitForNavigation(), link.click()]);
}

/** Signs in whoever has their name for a password, on the way to an address. */
async function signIn(page, user, address) {
  await page.open(`/login.do?${new URLSearchParams({ sysparm_goto_url: address })}`);
  await page.type("#user_name", user);
  await page.type("#user_password", user);
  await press(page, "#sysverb_login");
}

/** Goes on with the Tab key to what is described; whatever is passed shows that it has the focus. */
async function tabTo(page, selector, words = "") {
  for (let stop = 0; stop < 80; stop += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate((wanted, text) => {
      const { activeElement: element } = document;
      const isSeen = getComputedStyle(element).outlineStyle !== "none" && element.getBoundingClientRect().height > 0;
      return { isSeen, isWanted: element.matches(wanted) && element.textContent.includes(text), what: element.outerHTML.slice(0, 99) };
    }, selector, words);
    assert.ok(focused.isSeen, `nobody sees the focus on ${focused.what}`);
    if (focused.isWanted) return;
  }
  assert.fail(`the Tab key does not lead to ${selector} ${words}`);
}

/** Presses the Enter key, and waits for the page it leads to. */
async function enter(page) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

/** The words of a page's lists that are broken over two lines. */
const brokenWords = (page) => page.evaluate(() => {
  const broken = [];
  for (const cell of document.querySelectorAll("tbody td, tbody th")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const word of text.data.matchAll(/[\p{L}\p{N}_]+/gu)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
});

/** Presses the button, and waits for the page it leads to. */
async function press(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

test("a person finds what was set up, and no secret", async () => {
  const page = await tab();
  await page.open("/");
  assert.match(await page.$eval("header", (header) => header.innerText), /This is a simulation/);
  await picture(page, "overview");
  await page.$eval('[aria-label="How faithful it is"]', (table) => table.previousElementSibling.scrollIntoView());
  assert.match(await text(page), /x_sim_remote_spoke\s+invented scope/);
  await picture(page, "evidence");
  await Promise.all([page.waitForNavigation(), page.click('nav a[href$="oauth_entity"]')]);
  assert.equal(await page.$eval("nav a[aria-current]", (link) => link.innerText), "Application Registry");
  await picture(page, "registry");
  await follow(page, "Camunda OAuth");
  const form = await text(page);
  assert.match(form, /https:\/\/login\.cloud\.camunda\.io\/oauth\/token/);
  assert.match(form, /••••••••/);
  assert.ok(!(await page.content()).includes(SECRET));
  await picture(page, "record");
  await Promise.all([page.waitForNavigation(), page.click("main .card")]);
  await follow(page, "Camunda OAuth default_profile");
  assert.match(await text(page), /client_credentials|Client Credentials/);
  assert.deepEqual(page.complaints, []);
  await page.done();
});

test("a list is searched, ordered and leafed through", async () => {
  const page = await tab();
  await page.open("/look/sys_user_group?text=Team");
  assert.match(await text(page), /1–20 of 45/);
  await follow(page, "Next");
  assert.match(await text(page), /21–40 of 45/);
  await page.type('input[name="query"]', "description=even^ORname=Team 01");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(await text(page), /1–20 of 23/);
  await follow(page, "Name");
  await follow(page, "Name");
  assert.equal(await page.$eval("tbody th", (cell) => cell.innerText), "Team 44");
  await follow(page, "Show all");
  assert.deepEqual(page.complaints, []);
  await page.done();
});

test("the keyboard alone is enough", async () => {
  const page = await tab();
  await page.open("/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.innerText), "Skip to the content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
  assert.ok(inside);
  await page.done();
});

test("a person signs in and changes a record by the keyboard alone", async () => {
  const page = await tab();
  const address = `/look/sys_user_group/${records.group.sys_id}`;
  await page.open(address);
  await tabTo(page, "main a", "Sign in to edit");
  await enter(page);
  // The form begins where one types, a moment after it is there.
  await page.waitForFunction(() => document.activeElement.id === "user_name");
  await page.keyboard.type("admin");
  await tabTo(page, "#user_password");
  await page.keyboard.type("admin");
  await enter(page);
  assert.equal(await page.title(), "Edit On call · Simulated instance");
  assert.equal(await page.$eval("html", (html) => html.lang), "en");
  await tabTo(page, "#column-active");
  await page.keyboard.press("Space");
  await tabTo(page, "#column-description");
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyA");
  await page.keyboard.up("Control");
  await page.keyboard.type("by hand");
  await tabTo(page, "#column-email");
  await page.keyboard.type("on.call@example.com");
  await enter(page);
  assert.match(await text(page), /Saved\./);
  const now = await api("GET", `/api/now/table/sys_user_group/${records.group.sys_id}`);
  assert.deepEqual(
    [now.description, now.active, now.email, now.sys_mod_count, now.sys_updated_by],
    ["by hand", "false", "on.call@example.com", "1", "admin"],
  );
  await tabTo(page, "main a", "Delete");
  await enter(page);
  await tabTo(page, "main a", "Cancel");
  await enter(page);
  assert.equal(new URL(page.url()).pathname, address);
  assert.deepEqual(page.complaints, []);
  await page.done();
});

test("what was entered stays on the form where it is refused, but for secrets", async () => {
  const page = await tab();
  const address = `/look/oauth_entity/${records.registry.sys_id}`;
  await signIn(page, "admin", `${address}/edit`);
  await picture(page, "edit");
  assert.equal(await page.$eval("#column-client_secret", (field) => field.value), "");
  await page.type("#column-comments", "by hand");
  await page.type("#column-client_secret", "another");
  await page.type("#column-user", "nobody");
  await press(page, "form button");
  assert.match(await text(page), /No record of Users has this name or sys_id/);
  const held = (column) => page.$eval(`#column-${column}`, (field) => field.value);
  assert.deepEqual([await held("comments"), await held("user"), await held("client_secret")], ["by hand", "nobody", ""]);
  assert.ok(!(await page.content()).includes("another"));
  assert.equal((await api("GET", `/api/now/table/oauth_entity/${records.registry.sys_id}`)).comments, "");
  await page.done();
});

test("somebody who may not change a record is not asked to", async () => {
  const page = await tab();
  const address = `/look/sys_user_group/${records.group.sys_id}`;
  await signIn(page, "plain.user", address);
  assert.match(await text(page), /do not let plain\.user change this record/);
  assert.equal(await page.$('main a[href$="edit"]'), null);
  await page.open(`${address}/edit`);
  assert.equal(await page.$("main form"), null);
  await page.done();
});

test("a person signs in and consents", async () => {
  const page = await tab();
  const question = new URLSearchParams({
    response_type: "code", client_id: records.client.client_id, state: "s1",
    redirect_uri: "https://client.example/callback", scope: "useraccount",
  });
  await page.open(`/oauth_auth.do?${question}`);
  await picture(page, "sign_in");
  await page.type("#user_name", "itil.user");
  await page.type("#user_password", "wrong");
  await press(page, "#sysverb_login");
  assert.match(await text(page), /User name or password invalid/);
  assert.equal(await page.$eval("#user_name", (field) => field.value), "itil.user");
  await page.type("#user_password", "itil.user");
  await press(page, "#sysverb_login");
  assert.match(await text(page), /Pipedream would like to act as you/);
  await picture(page, "consent");
  const sent = page.waitForRequest((request) => request.url().startsWith("https://client.example/callback"));
  await page.click('button[value="allow"]');
  const answer = new URL((await sent).url()).searchParams;
  assert.equal(answer.get("state"), "s1");
  assert.ok(answer.get("code"));
  await page.done();
});

for (const scheme of ["light", "dark"]) {
  test(`everybody can read it in ${scheme}`, async () => {
    const page = await tab(scheme);
    const form = `/look/oauth_entity/${records.registry.sys_id}`;
    const byHand = [`${form}/edit`, `${form}/delete`, "/look/sys_script_include/new", "/look/no_such_table"];
    await signIn(page, "admin", "/");
    for (const address of ["/", "/look", "/look/oauth_entity", form, ...byHand, "/evidence", "/login.do"]) {
      await page.open(address);
      // The page allows no script, so the checker is brought in beside it.
      const found = await page.evaluate(async (source) => {
        (0, eval)(source);
        const result = await globalThis.axe.run(document, { resultTypes: ["violations"] });
        return result.violations.map((one) => `${one.id}: ${one.nodes[0].target} ${one.nodes[0].failureSummary}`);
      }, AXE);
      assert.deepEqual(found, [], address);
    }
    if (scheme === "dark") {
      await page.open("/look/oauth_entity");
      await picture(page, "registry_dark");
    }
    await page.done();
  });
}

for (const width of [360, 390]) {
  test(`on a screen ${width} pixels wide nothing runs out of it`, async () => {
    const height = 740;
    const page = await tab("light", width, height);
    const form = `/look/oauth_entity/${records.registry.sys_id}`;
    const byHand = [`${form}/edit`, `${form}/delete`, "/look/sys_script_include/new"];
    await signIn(page, "admin", "/");
    for (const address of ["/", "/look", "/look/oauth_entity", "/look/sys_user_group", form, ...byHand, "/evidence"]) {
      await page.open(address);
      const seen = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        before: document.querySelector("main").getBoundingClientRect().top,
      }));
      assert.ok(seen.width <= width, `${address} is ${seen.width} pixels wide`);
      assert.ok(seen.before < 0.3 * height, `${address} begins ${seen.before} pixels down`);
      assert.deepEqual(await brokenWords(page), [], address);
    }
    await page.open("/login.do");
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    await page.done();
  });
}

test("a person gets a token from the form of a credential", async () => {
  // Nobody listens there, so what the person reads in the end is that no token came.
  const registry = await insert("oauth_entity", {
    name: "Nobody", type: "oauth_provider", client_id: "nobody", client_secret: SECRET,
    default_grant_type: "client_credentials", token_url: "https://127.0.0.1:1/oauth_token.do",
  });
  const [profile] = await api("GET", `/api/now/table/oauth_entity_profile?sysparm_query=oauth_entity=${registry.sys_id}`);
  const credential = await insert("oauth_2_0_credentials", { name: "Nobody's", oauth_entity_profile: profile.sys_id });
  const page = await tab();
  await page.open(`/look/oauth_2_0_credentials/${credential.sys_id}`);
  await follow(page, "Get OAuth Token");
  await page.type("#user_name", "admin");
  await page.type("#user_password", "admin");
  await press(page, "#sysverb_login");
  const told = await text(page);
  assert.match(told, /No OAuth token/);
  assert.ok(!told.includes(SECRET));
  await page.done();
});
