/** Pictures beside the configuration, and what customers are told of the merchant. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { planReload } from "../../bff/config/reload.ts";
import { readConfig } from "../../bff/config.ts";
import {
  issuesOf,
  live,
  liveSecrets,
  minimal,
  payproMethod,
  readRight,
  withChange,
} from "./support/configuration.ts";

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-images-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>';
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(20)]);

test("a logo and an icon are read from beside the file, and named by their content", () => {
  write("logo.svg", svg);
  write("store.png", png);
  const withLogo = withChange(minimal, "merchant.logo", "logo.svg");
  const both = withChange(withLogo, "accounts.0.methods.0.icon", "./store.png");
  const reading = readConfig({ file: write("config.json", JSON.stringify(both)), env: {} });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  const { merchant, accounts } = reading.config;
  expect(merchant.logo).toMatchObject({
    name: expect.stringMatching(/^[0-9a-f]{32}\.svg$/),
    contentType: "image/svg+xml",
    bytes: Buffer.from(svg),
  });
  expect(accounts[0]?.methods[0]?.icon).toMatchObject({
    name: expect.stringMatching(/^[0-9a-f]{32}\.png$/),
    contentType: "image/png",
    bytes: png,
  });
});

test("an SVG may begin with a declaration, a comment or a byte order mark", () => {
  for (const [index, before] of ['<?xml version="1.0"?>\n', "<!-- ours -->", "\uFEFF"].entries()) {
    const path = write(`logo-${index}.svg`, before + svg);
    expect(readRight(withChange(minimal, "merchant.logo", path)).merchant.logo).not.toBeNull();
  }
});

test.each(["merchant.logo", "accounts.0.methods.0.icon"])("what is no picture is named at %s", (path) => {
  const large = write("large.svg", svg + " ".repeat(32 * 1024));
  const text = write("logo.jpg", "JFIF");
  const script = write("script.svg", "alert(1) <svg");
  const issue = (value: unknown) => issuesOf(withChange(minimal, path, value))[path];
  expect(issue("nowhere.svg")).toBe("nowhere.svg cannot be read (ENOENT)");
  expect(issue(large)).toBe(`${large} is larger than 32 kB`);
  expect(issue(text)).toBe(`${text} is neither SVG nor PNG`);
  expect(issue(script)).toBe(`${script} is neither SVG nor PNG`);
  expect(issue(folder)).toContain("cannot be read");
  expect(issue("")).toBe("must name a file");
});

test("without these keys nothing is shown", () => {
  const { merchant, accounts } = readRight(minimal);
  expect(merchant).toMatchObject({ logo: null, support: null, terms: null });
  expect(accounts[0]?.methods[0]?.icon).toBeNull();
});

test("help may be an e-mail address, a page, or both, and terms are a page", () => {
  const profile = (merchant: object) =>
    readRight({ ...minimal, merchant: { ...minimal.merchant, ...merchant } }).merchant;
  expect(profile({ support: { email: "help@shop.example.com" } }).support).toEqual({
    email: "help@shop.example.com",
    url: null,
  });
  const [url, terms] = ["https://shop.example.com/help#pay", "https://shop.example.com/terms?of=sale"];
  expect(profile({ support: { url }, terms })).toMatchObject({ support: { email: null, url }, terms });
});

test.each([
  ["merchant.support", {}, "must have an email or a url"],
  ["merchant.support.email", "nobody", "must be an e-mail address"],
  ["merchant.support.url", "javascript:alert(1)", "must be an absolute http or https URL"],
  ["merchant.terms", "/terms", "must be an absolute http or https URL"],
  ["merchant.terms", "https://ana:secret@shop.example.com", "must not hold a user name or password"],
])("%s: %j is refused", (path, value, message) => {
  expect(issuesOf(withChange(minimal, path, value))[path]).toContain(message);
});

test("in live a customer is sent to https only", () => {
  const config = withChange(live, "merchant.terms", "http://shop.example.com/terms");
  expect(issuesOf(config, liveSecrets)["merchant.terms"]).toBe("must be https in live");
});

test("an icon that changes with the file changes in a server that runs", () => {
  const one = write("one.svg", svg);
  const methods = [{ ...payproMethod, icon: one }];
  const before = readRight(withChange(minimal, "accounts.0.methods", methods));
  write("one.svg", svg.replace("M0 0", "M1 1"));
  const after = readRight(withChange(minimal, "accounts.0.methods", methods));
  expect(planReload(before, after).changed).toEqual(["accounts.paypro-mx.methods"]);
});
