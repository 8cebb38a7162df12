// The real programs and a real browser, and people who come in by their invitations. For tests that need a site of their own.
// Environment: SAMLING_BIN, where the programs are; CHROMIUM.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

export const password = "six tired horses";

/// Generous: the machine may be loaded.
export async function comesTrue(what, look) {
  for (let i = 0; i < 300; ++i) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert.fail(`${what}: it did not come true within a minute`);
}

export class Programs {
  /// A collection of one document, served; nobody has an account yet.
  static async start() {
    const bin = process.env.SAMLING_BIN;
    assert.ok(bin, "SAMLING_BIN is not set; run tests/browser/run");
    const programs = new Programs();
    programs.bin = bin;
    programs.folder = mkdtempSync(join(tmpdir(), "samling-browser-"));
    programs.data = join(programs.folder, "data");
    writeFileSync(join(programs.folder, "first.md"), "# The first\n\nSome words to begin with.\n");
    programs.run("indexer", "add", join(programs.folder, "first.md"), "--data", programs.data);
    programs.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    await programs.serve(0);
    return programs;
  }
  async stop() {
    await this.browser?.close();
    await this.kill("SIGTERM");
    rmSync(this.folder, { recursive: true, force: true });
  }

  run(program, ...words) {
    return execFileSync(join(this.bin, program), words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  }
  async serve(port) {
    this.searchd = spawn(join(this.bin, "searchd"), ["--data", this.data, "--port", String(port)], { stdio: ["ignore", "pipe", "ignore"] });
    this.site = await new Promise((resolve) =>
      createInterface(this.searchd.stdout).on("line", (line) => line.match(/http:\S+[0-9]/) && resolve(line.match(/http:\S+[0-9]/)[0])));
    this.port = Number(new URL(this.site).port);
  }
  async kill(signal = "SIGKILL") {
    const ended = new Promise((resolve) => this.searchd.once("exit", resolve));
    this.searchd.kill(signal);
    await ended;
  }
  /// As after a power cut: killed, and up again on the same port.
  async restart() {
    await this.kill();
    await this.serve(this.port);
  }

  async page(options = {}) {
    return (await this.browser.newContext(options)).newPage();
  }
  async signIn(page, email) {
    await page.goto(`${this.site}/login`);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    return page;
  }
  /// Opens a link that came with an invitation, without JavaScript, chooses a password and signs in.
  async accept(link, email) {
    const page = await this.page({ javaScriptEnabled: false });
    await page.goto(link);
    await page.getByLabel("Password").fill(password);
    await page.getByLabel("The same again").fill(password);
    await page.getByRole("button", { name: "Set password" }).click();
    await page.getByText("Your password is set").waitFor();
    return this.signIn(page, email);
  }
  /// The first administrator, by the command line.
  async boss() {
    const [link] = this.run("indexer", "user", "add", "boss@example.org", "--by", "Boss", "--data", this.data).match(/\/invitation\/\S+/);
    return this.accept(this.site + link, "boss@example.org");
  }
  /// Somebody new in the coalition "tech-for-democracy"; `page` is of whoever invites.
  async invite(page, name, role) {
    await page.goto(`${this.site}/admin/users`);
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("E-mail address").fill(`${name.toLowerCase()}@example.org`);
    await page.getByLabel("Coalition").selectOption("tech-for-democracy");
    await page.getByLabel("Role").selectOption(role);
    await page.getByRole("button", { name: "Invite" }).click();
    const link = await page.locator(".secret").innerText();
    return this.accept(link, `${name.toLowerCase()}@example.org`);
  }
}
