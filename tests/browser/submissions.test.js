// The proposal and its review: against axe's rules, wide and narrow, and used from beginning to end without JavaScript.
// Environment: SAMLING_PEOPLE, the people-server program; CHROMIUM; SAMLING_SCREENSHOTS as accessibility.test.js.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const screenshots = process.env.SAMLING_SCREENSHOTS;
let server;
let site;
let keys;
let browser;

before(async () => {
  assert.ok(process.env.SAMLING_PEOPLE, "SAMLING_PEOPLE is not set; run tests/browser/run");
  server = spawn(process.env.SAMLING_PEOPLE, { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await new Promise((resolve) => createInterface(server.stdout).once("line", (text) => resolve([text])));
  ({ url: site, keys } = JSON.parse(line));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});
after(async () => {
  await browser?.close();
  server?.stdin.end();
});

async function signedIn(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(`${site}/login`);
  await page.getByLabel("E-mail address").fill(`${name}@example.org`);
  await page.getByLabel("Password").fill("six tired horses");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  return page;
}

for (const width of [1280, 360])
  test(`axe finds nothing on the pages of submissions, and nothing is wider than the window, at ${width} pixels`, { timeout: 600_000 }, async () => {
    const wrong = [];
    const look = async (page, path) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const rule of violations)
        wrong.push(`${path}: ${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) wrong.push(`${path} is ${wide} pixels wide`);
      if (screenshots) await page.screenshot({ path: `${screenshots}/${path.replace(/[^a-z0-9]+/gi, "-")}-${width}.png`, fullPage: true });
    };
    const visits = {
      member: ["/submissions", ...["received", "read", "submitted", "returned", "rejected"].map((state) => `/submissions/${keys[state]}`), `/submissions/${keys.read}/pages/1`],
      curator: ["/review", `/review/${keys.submitted}`, `/review/${keys.submitted}/edit`, `/review/${keys.rejected}`, "/admin/users"],
    };
    for (const [name, paths] of Object.entries(visits)) {
      const page = await signedIn(name, { viewport: { width, height: 900 } });
      for (const path of paths) {
        assert.equal((await page.goto(site + path)).status(), 200, path);
        await look(page, path);
      }
      if (name === "member") {
        await page.goto(`${site}/submissions/${keys.read}`);
        await page.getByLabel("Title", { exact: true }).fill("");
        await page.getByLabel("Date of publication").fill("May");
        await page.getByRole("button", { name: "Submit", exact: true }).click();
        await page.getByRole("alert").waitFor();
        await look(page, "/mistakes");
        assert.equal(await page.getByLabel("Date of publication").inputValue(), "May");
      }
      await page.context().close();
    }
    assert.deepEqual(wrong, []);
  });

test("a proposal is corrected, submitted, sent back, submitted again and accepted, without JavaScript", { timeout: 600_000 }, async () => {
  const member = await signedIn("member", { javaScriptEnabled: false });
  const curator = await signedIn("curator", { javaScriptEnabled: false });
  const own = `${site}/submissions/${keys.submittable}`;
  await member.goto(own);
  await member.getByLabel("Title", { exact: true }).fill("On yaks, and others");
  await member.getByLabel("Creators").fill("Ada Obi (KE)");
  await member.getByLabel("Date of publication").fill("soon");
  await member.getByRole("button", { name: "Submit", exact: true }).click();
  await member.getByRole("alert").getByRole("link", { name: "Date" }).click();
  assert.match(member.url(), /#date$/);
  await member.getByLabel("Date of publication").fill("2024-05-17");
  await member.getByRole("button", { name: "Submit", exact: true }).click();
  assert.match(await member.getByRole("status").innerText(), /waits for a curator/);

  await curator.goto(`${site}/review`);
  await curator.getByRole("link", { name: "On yaks, and others" }).click();
  const row = curator.getByRole("row", { name: /^Title/ });
  assert.match(await row.innerText(), /changed/);
  assert.match(await row.innerText(), /Notes on yaks/);
  await curator.getByLabel("What to say to the member").fill("Who is Ada?");
  await curator.getByRole("button", { name: "Send back" }).click();
  await curator.getByRole("status").getByText("was sent back").waitFor();
  await member.goto(own);
  assert.match(await member.getByRole("status").innerText(), /Who is Ada\?/);
  await member.getByRole("button", { name: "Submit", exact: true }).click();
  await member.getByRole("status").getByText("waits for a curator").waitFor();
  await curator.goto(`${site}/review/${keys.submittable}`);
  await curator.getByRole("button", { name: "Publish" }).click();
  assert.match(await curator.getByRole("status").innerText(), /is being published/);
  await member.context().close();
  await curator.context().close();
});
