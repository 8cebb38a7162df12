// The whole way of one document, with the real programs: invitations, a file handed in, the proposal, its correction, review,
// published, found by search, withdrawn. Without JavaScript.
// Environment: SAMLING_BIN, where the programs are; CHROMIUM.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const bin = process.env.SAMLING_BIN;
const password = "six tired horses";
let folder;
let data;
let searchd;
let site;
let browser;

const run = (program, ...words) => execFileSync(join(bin, program), words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

before(async () => {
  assert.ok(bin, "SAMLING_BIN is not set; run tests/browser/run");
  folder = mkdtempSync(join(tmpdir(), "samling-story-"));
  data = join(folder, "data");
  writeFileSync(join(folder, "first.md"), "# The first\n\nSome words to begin with.\n");
  run("indexer", "add", join(folder, "first.md"), "--data", data);
  searchd = spawn(join(bin, "searchd"), ["--data", data, "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  site = await new Promise((resolve) => createInterface(searchd.stdout).on("line", (line) => line.match(/http:\S+[0-9]/) && resolve(line.match(/http:\S+[0-9]/)[0])));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});
after(async () => {
  await browser?.close();
  searchd?.kill();
  await new Promise((resolve) => (searchd ? searchd.once("exit", resolve) : resolve()));
  rmSync(folder, { recursive: true, force: true });
});

/// Opens a link that came with an invitation, chooses a password and signs in.
async function accept(link, email) {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(link);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("The same again").fill(password);
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByText("Your password is set").waitFor();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  return page;
}

async function invite(page, name, role) {
  await page.goto(`${site}/admin/users`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail address").fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel("Coalition").selectOption("tech-for-democracy");
  await page.getByLabel("Role").selectOption(role);
  await page.getByRole("button", { name: "Invite" }).click();
  return page.locator(".secret").innerText();
}

/// Generous: the machine may be loaded.
async function comesTrue(what, look) {
  for (let i = 0; i < 300; ++i) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert.fail(`${what}: it did not come true within a minute`);
}

const total = async (words) => (await (await fetch(`${site}/api/v1/search?q=${encodeURIComponent(words)}`)).json()).total;

test("invitation, file, proposal, correction, review, published, found, withdrawn", { timeout: 600_000 }, async () => {
  const [link] = run("indexer", "user", "add", "boss@example.org", "--by", "Boss", "--data", data).match(/\/invitation\/\S+/);
  const boss = await accept(site + link, "boss@example.org");
  const cora = await accept(await invite(boss, "Cora", "curator"), "cora@example.org");
  const mia = await accept(await invite(cora, "Mia", "member"), "mia@example.org");

  const file = join(folder, "zeppelins.md");
  writeFileSync(file, "# Zeppelins over Nairobi\n\nKenya watches zeppelins. Disinformation about zeppelins in Kenya is common, and Kenya says so.\n");
  const key = run("hand-in", data, "mia@example.org", "tech-for-democracy", file).trim();
  const own = `${site}/submissions/${key}`;
  await comesTrue("the file is read", async () => {
    await mia.goto(own);
    return (await mia.getByLabel("Title", { exact: true }).count()) > 0;
  });
  assert.equal(await mia.getByLabel("Title", { exact: true }).inputValue(), "Zeppelins over Nairobi");
  assert.ok(await mia.getByLabel("Kenya", { exact: true }).isChecked());
  await mia.getByLabel("Title", { exact: true }).fill("Zeppelins, a correction");
  await mia.getByLabel("Date of publication").fill("2026-05-01");
  await mia.getByRole("button", { name: "Submit", exact: true }).click();
  assert.match(await mia.getByRole("status").innerText(), /waits for a curator/);
  assert.equal(await total("zeppelins"), 0);

  await cora.goto(`${site}/review`);
  await cora.getByRole("link", { name: "Zeppelins, a correction" }).click();
  await cora.getByRole("button", { name: "Publish" }).click();
  await cora.getByText("What was said and done").waitFor();
  await comesTrue("the document is found", async () => (await total("zeppelins")) === 1);
  await comesTrue("the member is led to it", async () => {
    await mia.goto(own);
    return (await mia.getByRole("link", { name: "The document" }).count()) > 0;
  });
  await mia.getByRole("link", { name: "The document" }).click();
  assert.equal(await mia.locator("h1").innerText(), "Zeppelins, a correction");

  const address = mia.url();
  await cora.goto(address);
  await cora.getByRole("link", { name: "Withdraw this document" }).click();
  await cora.getByLabel("Why").fill("It names people.");
  await cora.getByRole("button", { name: "Withdraw" }).click();
  await comesTrue("it is found no more", async () => (await total("zeppelins")) === 0);
  const gone = await mia.goto(address);
  assert.equal(gone.status(), 410);
  assert.match(await mia.locator("main").innerText(), /It names people\./);
  await cora.goto(address);
  await cora.getByRole("link", { name: "Restore it" }).click();
  await cora.getByLabel("Why").fill("They agreed.");
  await cora.getByRole("button", { name: "Restore" }).click();
  await comesTrue("it is found again", async () => (await total("zeppelins")) === 1);
});
