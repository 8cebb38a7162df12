// Files on their way in: by the form without JavaScript, by our script, and by a client that others wrote.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { createReadStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import tus from "tus-js-client";
import { Programs, comesTrue } from "./programs.js";

let programs;
let member;
let token;
before(async () => {
  programs = await Programs.start();
  const boss = await programs.boss();
  member = await programs.invite(boss, "Mia", "member");
  await member.goto(`${programs.site}/account`);
  await member.getByLabel("Name of a new one").fill("script");
  await member.getByRole("checkbox", { name: /upload documents/ }).check();
  await member.getByRole("checkbox", { name: /see what you may see/ }).check();
  await member.getByLabel("For how many days").fill("7");
  await member.getByRole("button", { name: "Make token" }).click();
  token = (await member.locator("main").innerText()).match(/samling_\S+/)[0];
});
after(() => programs?.stop());

const asScript = () => ({ Authorization: `Bearer ${token}` });
const ownUploads = async () => (await fetch(`${programs.site}/api/v1/uploads`, { headers: asScript() })).json();
const paper = (name, text) => {
  const file = join(programs.folder, name);
  writeFileSync(file, text);
  return file;
};

test("the form takes several files without JavaScript", { timeout: 300_000 }, async () => {
  await member.goto(`${programs.site}/upload`);
  await member.getByLabel("Files").setInputFiles([paper("one ø.md", "# One\n\nWords of one.\n"), paper("两.md", "# Two\n\nWords of two.\n")]);
  await member.getByRole("button", { name: "Upload", exact: true }).click();
  assert.match(member.url(), /\/submissions$/);
  const shown = await member.locator("main").innerText();
  assert.match(shown, /one ø\.md|One/);
  assert.match(shown, /两\.md|Two/);
});

test("the script shows how far it is, and says what is too large before anything is sent", { timeout: 300_000 }, async () => {
  const page = await programs.signIn(await programs.page({ viewport: { width: 360, height: 740 } }), "mia@example.org");
  await page.goto(`${programs.site}/upload`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.getByLabel("Files").setInputFiles([paper("three.md", "# Three\n\nWords of three.\n"), paper("four.md", "# Four\n\nWords of four.\n")]);
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForURL(/\/submissions$/);
  await page.goto(`${programs.site}/upload`);
  const found = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(found.violations.map((violation) => violation.id), []);

  await page.route("**/upload", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/data-bytes="[0-9]+"/, 'data-bytes="10"') });
  });
  await page.goto(`${programs.site}/upload`);
  await page.getByLabel("Files").setInputFiles(join(programs.folder, "three.md"));
  assert.match(await page.getByLabel("Files").evaluate((input) => input.validationMessage), /three\.md is larger than what is taken in/);
  const refused = await page.evaluate(async () => {
    const answer = await fetch("/api/v1/uploads/tus", {
      method: "POST",
      headers: { "Tus-Resumable": "1.0.0", "Upload-Length": "99999999999", "X-CSRF-Token": document.querySelector("[name=csrf]").value },
    });
    return answer.status;
  });
  assert.equal(refused, 413);
  await page.context().close();
});

test("tus-js-client goes on where it was when the server was killed", { timeout: 300_000 }, async () => {
  const before = (await ownUploads()).items.length;
  const file = paper("large.md", `# Large\n\n${"Words of a large file. ".repeat(400_000)}\n`); // 9 MB
  let killed = false;
  const offsets = [];
  await new Promise((resolve, reject) => {
    const upload = new tus.Upload(createReadStream(file), {
      endpoint: `${programs.site}/api/v1/uploads/tus`,
      headers: asScript(),
      metadata: { filename: "large.md", coalition: "tech-for-democracy" },
      uploadSize: Buffer.byteLength(`# Large\n\n${"Words of a large file. ".repeat(400_000)}\n`),
      chunkSize: 1_000_000,
      retryDelays: [200, 500, 1000, 2000, 4000, 8000],
      onChunkComplete: (size, accepted) => {
        offsets.push(accepted);
        if (!killed && accepted > 3_000_000) {
          killed = true;
          programs.restart().catch(reject);
        }
      },
      onError: reject,
      onSuccess: resolve,
    });
    upload.start();
  });
  assert.ok(killed);
  assert.ok(offsets.every((offset, i) => i === 0 || offset > offsets[i - 1]), `never again from the beginning: ${offsets}`);
  await comesTrue("it is read", async () => {
    const { items } = await ownUploads();
    assert.equal(items.length, before + 1);
    return items[0].state === "read";
  });
});
