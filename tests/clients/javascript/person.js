// Somebody at Chromium who signs in to instances and allows or denies access: what python/person.py
// does with plain requests.
//
// CHROMIUM names the browser, SCREENSHOTS a folder for pictures. Standard input holds address, accounts and decision; out comes
// where that ended, and the text there.

"use strict";

const fs = require("node:fs");
const path = require("node:path");
const puppeteer = require("puppeteer-core");

const asked = JSON.parse(fs.readFileSync(0, "utf8"));
let pictures = 0;

/** Requests to anybody but the instances are not sent; the last one is where the browser was going. */
async function stayOnInstances(page) {
  let elsewhere = null;
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const { origin } = new URL(request.url());
    if (origin in asked.accounts || request.url().startsWith("data:")) return request.continue();
    if (request.isNavigationRequest()) elsewhere = request.url();
    return request.abort();
  });
  return () => elsewhere;
}

/** Does something that leads to another page, or elsewhere. */
async function leave(page, act) {
  const gone = page.waitForNavigation({ waitUntil: "load" }).catch(() => null);
  await act();
  await gone;
}

async function picture(page) {
  if (!process.env.SCREENSHOTS) return;
  pictures += 1;
  await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `consent_step_${pictures}.png`) });
}

/** Does what the page asks for, and says whether it asked for anything. */
async function answer(page) {
  await picture(page);
  if (await page.$("#user_password")) {
    const [name, password] = asked.accounts[new URL(page.url()).origin];
    await page.type("#user_name", name);
    await page.type("#user_password", password);
    await leave(page, () => page.click("#sysverb_login"));
    return true;
  }
  const button = await page.$(`button[name="decision"][value="${asked.decision}"]`);
  if (button) await leave(page, () => button.click());
  return Boolean(button);
}

async function walk(browser) {
  const page = await browser.newPage();
  const elsewhere = await stayOnInstances(page);
  await page.goto(asked.address, { waitUntil: "load" }).catch(() => null);
  for (let step = 0; step < 10 && !elsewhere(); step += 1) {
    if (!(await answer(page))) break;
  }
  if (elsewhere()) return { address: elsewhere(), text: null };
  const text = await page.$eval("main", (main) => main.innerText);
  return { address: page.url(), text: text.replace(/\s+/g, " ") };
}

async function main() {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    // A container gives no room for the sandbox, and everything shown here is our own.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--hide-scrollbars"],
  });
  try {
    process.stdout.write(JSON.stringify(await walk(browser)));
  } finally {
    await browser.close();
  }
}

main();
