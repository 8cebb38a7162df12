// The whole way of one document, with the real programs: invitations, a file handed in, the proposal, its correction, review,
// published, found by search, withdrawn. Without JavaScript but for the upload, which breaks and goes on.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Programs, comesTrue } from "./programs.js";

let programs;
before(async () => {
  programs = await Programs.start();
});
after(() => programs?.stop());

const total = async (words) => (await (await fetch(`${programs.site}/api/v1/search?q=${encodeURIComponent(words)}`)).json()).total;

/// The server is killed while the file is on its way, and up again: the rest follows by itself. The address of what it became.
async function uploadWithABreak(file) {
  const page = await programs.signIn(await programs.page(), "mia@example.org");
  await page.goto(`${programs.site}/upload`);
  const line = await page.context().newCDPSession(page);
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 800_000 });
  const offsets = [];
  page.on("request", (request) => request.method() === "PATCH" && offsets.push(Number(request.headers()["upload-offset"])));
  await page.getByLabel("Files").setInputFiles(file);
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForFunction(() => document.querySelector("progress")?.value > 1_500_000);
  await programs.restart();
  await line.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await page.waitForURL(/\/submissions\/[0-9]+$/, { timeout: 60_000 });
  assert.ok(offsets.filter((offset) => offset === 0).length === 1, `never again from the beginning: ${offsets}`);
  const address = page.url();
  await page.context().close();
  return address;
}

test("invitation, file, proposal, correction, review, published, found, withdrawn", { timeout: 600_000 }, async () => {
  const boss = await programs.boss();
  const cora = await programs.invite(boss, "Cora", "curator");
  const mia = await programs.invite(cora, "Mia", "member");
  const { site } = programs;

  const file = join(programs.folder, "zeppelins.md");
  const words = "# Zeppelins over Nairobi\n\nKenya watches zeppelins. Disinformation about zeppelins in Kenya is common, and Kenya says so.\n";
  writeFileSync(file, words + "\n\nZeppelins over Kenya again.".repeat(120_000)); // 3 MB: time enough to break
  const own = await uploadWithABreak(file);
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
