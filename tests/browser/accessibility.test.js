// Every kind of page against axe's rules, wide and narrow; and that each says what it has to say without JavaScript.
// Environment: as pages.test.js; SAMLING_SCREENSHOTS, a folder, keeps a picture of each page for people to look at.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const site = process.env.SAMLING_URL;
const screenshots = process.env.SAMLING_SCREENSHOTS;
let browser;
let pages;

before(async () => {
  assert.ok(site, "SAMLING_URL is not set; run tests/browser/run");
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const answer = await (await fetch(`${site}/api/v1/search?limit=1`)).json();
  const busiest = (name) => answer.facets.find((facet) => facet.name === name)?.values[0]?.value;
  pages = ["/", "/search", "/search?q=rights", "/overview", "/gaps", "/voices", "/commitments", "/coalitions", "/help/search",
    `/documents/${answer.hits[0].id}`, `/documents/${answer.hits[0].id}/pages/1`,
    ...["coalition", "theme", "region"].filter(busiest).map((name) => `/${name}s/${encodeURIComponent(busiest(name))}`),
    "/themes/human-rights", "/regions/KE", "/coalitions/tech-for-democracy/with/will-for-the-web"];
});
after(() => browser?.close());

const name = (path) => path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "home";

for (const width of [1280, 360])
  test(`axe finds nothing, and nothing is wider than the window, at ${width} pixels`, { timeout: 600_000 }, async () => {
    const wrong = [];
    for (const path of pages) {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const page = await context.newPage();
      await page.goto(site + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const rule of violations)
        wrong.push(`${path}: ${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) wrong.push(`${path} is ${wide} pixels wide`);
      if (screenshots) await page.screenshot({ path: `${screenshots}/${name(path)}-${width}.png`, fullPage: true });
      await context.close();
    }
    assert.deepEqual(wrong, []);
  });

test("every page says the same without JavaScript", { timeout: 600_000 }, async () => {
  const text = async (path, javaScriptEnabled) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    const answer = await page.goto(site + path);
    assert.equal(answer.status(), 200, path);
    const said = await page.locator("main").innerText();
    await context.close();
    // The list that suggestions appear in is empty, but a line of its own.
    return said.replace(/\d+ ms/g, "").replace(/\n\s*\n/g, "\n").trim();
  };
  for (const path of pages) {
    const without = await text(path, false);
    assert.ok(without.length > 40, `${path} is empty without JavaScript`);
    assert.equal(without, await text(path, true), path);
  }
});
