// The pages as a reader meets them: found by role and name, in a real browser, with JavaScript off.
// Environment: SAMLING_URL of a searchd that serves the sample; CHROMIUM (default /usr/bin/chromium).
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const site = process.env.SAMLING_URL;
let browser;
let page;
let complaints;

before(async () => {
  assert.ok(site, "SAMLING_URL is not set; run tests/browser/run");
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});
after(() => browser?.close());

async function open(path, options = {}) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  // A browser gives up what is still on its way when the next page is asked for; that is no fault of the page.
  const givenUp = (request) => request.failure()?.errorText === "net::ERR_ABORTED";
  page.on("requestfailed", (request) => givenUp(request) || complaints.push(`${request.url()} failed`));
  const answer = await page.goto(site + path);
  return answer;
}

const total = async () => Number((await page.getByRole("status").innerText()).match(/^\d+/)[0]);

test("a search from the first page to a page of a document", async () => {
  await open("/");
  await page.getByRole("searchbox").fill("surveillance");
  await page.getByRole("button", { name: "Search" }).click();
  assert.match(page.url(), /\/search\?q=surveillance/);
  assert.ok((await total()) > 0);
  assert.ok((await page.locator("mark").count()) > 0, "no word is marked");
  await page.getByRole("link", { name: /^p\. \d+/ }).first().click();
  assert.match(page.url(), /\/pages\/\d+\?q=surveillance/);
  assert.ok((await page.locator("mark").count()) > 0, "no word is marked on the page of text");
  await page.locator("article a").first().click();
  assert.ok(await page.getByRole("heading", { name: "Cite" }).isVisible());
  assert.deepEqual(complaints, []);
});

test("ticking a facet gives the number of results that stood beside it; the chip takes it back", async () => {
  await open("/search");
  const all = await total();
  const theme = page.getByRole("group", { name: "Theme" });
  const first = theme.locator("label").first();
  const promised = Number(await first.locator(".count").innerText());
  await first.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Apply" }).first().click();
  assert.equal(await total(), promised);
  assert.ok(await page.getByRole("group", { name: "Theme" }).getByRole("checkbox", { checked: true }).first().isVisible());
  await page.getByRole("link", { name: /^Remove filter Theme/ }).click();
  assert.equal(await total(), all);
});

test("the keyboard reaches everything, the skip link first, and focus is seen", async () => {
  await open("/search?q=rights");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  assert.ok(await skip.evaluate((link) => link === document.activeElement));
  assert.ok((await skip.boundingBox()).x >= 0, "the skip link stays out of sight");
  assert.notEqual(await skip.evaluate((link) => getComputedStyle(link).outlineStyle), "none");
});

test("nothing is wider than a phone", async () => {
  for (const path of ["/", "/search?q=rights", "/search?sort=up&region=Africa", "/help/search"]) {
    await open(path, { viewport: { width: 360, height: 740 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${path} is ${width} pixels wide`);
  }
});

test("mistakes stand beside the form, which keeps what was typed", async () => {
  const answer = await open("/search?q=rights&region=Africa&sort=up&year_from=abc");
  assert.equal(answer.status(), 400);
  assert.match(await page.getByRole("alert").innerText(), /sort: 'up'/);
  assert.equal(await page.getByRole("searchbox").inputValue(), "rights");
  assert.ok(await page.getByText("Region: Africa").isVisible());
});

test("Arabic reads from the right", async () => {
  await open("/search?language=ar");
  const title = page.locator(".hit h2 a").first();
  assert.equal(await title.evaluate((link) => getComputedStyle(link).direction), "rtl");
});

test("contrast is at least 4.5 to 1 in the light and in the dark", async () => {
  const worst = (page) =>
    page.evaluate(() => {
      const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
      const light = ([r, g, b]) => [r, g, b].map((v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (node) => {
        for (; node; node = node.parentElement) {
          const colour = parse(getComputedStyle(node).backgroundColor);
          if (colour.length === 3 || colour[3] > 0) return colour;
        }
        return [255, 255, 255];
      };
      let least = { ratio: 21 };
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        if (!walk.currentNode.textContent.trim()) continue;
        const element = walk.currentNode.parentElement;
        const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < least.ratio) least = { ratio, text: walk.currentNode.textContent.trim() };
      }
      return least;
    });
  for (const colorScheme of ["light", "dark"]) {
    for (const path of ["/", "/search?q=surveillance", "/help/search"]) {
      await open(path, { colorScheme });
      const { ratio, text } = await worst(page);
      assert.ok(ratio >= 4.5, `${path}, ${colorScheme}: "${text}" has ${ratio.toFixed(2)}`);
    }
  }
});

test("a page with its style weighs less than 30 kB on the line", async () => {
  for (const path of ["/", "/search?q=rights"]) {
    const answer = await open(path);
    const bytes = (await answer.request().sizes()).responseBodySize;
    assert.ok(bytes < 25_000, `${path} has ${bytes} bytes`);
  }
});
