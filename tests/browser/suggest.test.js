// Suggestions as a combobox that is played by the keyboard alone; and the same form where there is no JavaScript.
// Environment: as pages.test.js.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const site = process.env.SAMLING_URL;
const typed = "rights";
let browser;
let page;
let box;
let suggested;

before(async () => {
  assert.ok(site, "SAMLING_URL is not set; run tests/browser/run");
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  suggested = (await (await fetch(`${site}/api/v1/suggest?q=${typed}`)).json()).suggestions;
  assert.ok(suggested.length >= 2, `"${typed}" suggests too little to go up and down in`);
});
after(() => browser?.close());

async function open(options = {}) {
  const context = await browser.newContext(options);
  page = await context.newPage();
  await page.goto(`${site}/`);
  box = page.locator('input[name="q"]').first();
  await box.focus();
}

/// Polls: answers come when they come.
async function until(what, holds) {
  for (let i = 0; i < 300; ++i) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`never: ${what}`);
}

const options = () => page.getByRole("option");
const expanded = () => box.getAttribute("aria-expanded");
const active = () => box.getAttribute("aria-activedescendant");

async function typeAndWait() {
  await page.keyboard.type(typed);
  const shown = () => options().evaluateAll((all) => all.map((option) => option.textContent)); // those of fewer letters come first
  await until("the suggestions that the API gives", async () => {
    const texts = await shown();
    return (await expanded()) === "true" && texts.length === suggested.length && texts.every((text, i) => text.startsWith(suggested[i].text));
  });
}

/// The option that the box points to, which is the only one that says it is selected.
async function chosen() {
  const selected = page.locator('[role="option"][aria-selected="true"]');
  assert.equal(await selected.count(), 1);
  assert.equal(await selected.getAttribute("id"), await active());
  const ids = await options().evaluateAll((all) => all.map((option) => option.id));
  return ids.indexOf(await active());
}

test("the box is a combobox that says what it controls and whether it is open", async () => {
  await open();
  assert.equal(await box.getAttribute("role"), "combobox");
  assert.equal(await box.getAttribute("aria-autocomplete"), "list");
  assert.equal(await expanded(), "false");
  await typeAndWait();
  const list = page.getByRole("listbox", { name: "Suggestions" });
  assert.ok(await list.isVisible());
  assert.equal(await list.getAttribute("id"), await box.getAttribute("aria-controls"));
  assert.equal(await active(), null, "something is chosen before anybody chose");
  for (const [i, suggestion] of suggested.entries())
    assert.ok((await options().nth(i).innerText()).startsWith(suggestion.text), `option ${i}`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map((rule) => `${rule.id}: ${rule.nodes[0].html}`), []);
});

test("arrows go down and up and round, and the focus stays in the box", async () => {
  await open();
  await typeAndWait();
  const last = suggested.length - 1;
  for (const [key, expected] of [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", last], ["ArrowDown", 0]]) {
    await page.keyboard.press(key);
    assert.equal(await chosen(), expected, key);
  }
  assert.ok(await box.evaluate((element) => element === document.activeElement));
  assert.equal(await box.inputValue(), typed);
});

test("the first arrow up chooses the last", async () => {
  await open();
  await typeAndWait();
  await page.keyboard.press("ArrowUp");
  assert.equal(await chosen(), suggested.length - 1);
});

test("Escape closes the list, keeps what was typed, and forgets what was chosen", async () => {
  await open();
  await typeAndWait();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  assert.equal(await expanded(), "false");
  assert.equal(await active(), null);
  assert.equal(await page.getByRole("listbox").count(), 0, "the list is still there for a screen reader");
  assert.equal(await box.inputValue(), typed);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/search" && url.searchParams.get("q") === typed);
});

test("Enter leads to the suggestion that is chosen, and searches where none is", async () => {
  await open();
  await typeAndWait();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const wanted = new URL(suggested[1].url, site);
  await page.waitForURL((url) => url.pathname === wanted.pathname && url.search === wanted.search);
  await open();
  await typeAndWait();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/search" && url.searchParams.get("q") === typed);
});

test("suggestions that come after the reader left the box stay away", async () => {
  await open();
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/api/v1/suggest*", async (route) => { await held; await route.continue(); });
  const asked = page.waitForRequest(/suggest/);
  await page.keyboard.insertText(typed);
  await asked;
  const answered = page.waitForResponse(/suggest/);
  await page.keyboard.press("Tab");
  release();
  await (await answered).finished();
  // As long as the page needs to show an answer, and more.
  await page.evaluate(() => fetch("/api/v1/suggest?q=zz").then((answer) => answer.json()));
  assert.equal(await expanded(), "false");
  assert.equal(await page.getByRole("listbox").count(), 0);
});

test("without JavaScript it is a search box, and Enter searches", async () => {
  await open({ javaScriptEnabled: false });
  assert.equal(await box.getAttribute("role"), null);
  assert.equal(await page.getByRole("searchbox").count(), 1);
  await page.keyboard.type(typed);
  assert.equal(await page.locator('[role="listbox"], [role="option"]').count(), 0);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/search" && url.searchParams.get("q") === typed);
  assert.match(await page.getByRole("status").innerText(), /^\d+/);
});
