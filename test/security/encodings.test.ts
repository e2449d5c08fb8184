import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { findSecrets } from "./support/encodings.ts";

const secret = "Canary Peña 42/+";
const bytes = Buffer.from(secret);

test.each<[string, string]>([
  ["plain", secret],
  ["plain", bytes.toString("latin1")],
  ["base64", Buffer.from(`x${secret}yz`).toString("base64")],
  ["base64", Buffer.from(`xy${secret}z`).toString("base64")],
  ["base64url", Buffer.from(`{"a":"${secret}"}`).toString("base64url")],
  ["hex", bytes.toString("hex")],
  ["percent", `?a=${encodeURIComponent(secret)}`],
  ["form", new URLSearchParams({ a: secret }).toString()],
  [
    "JSON escapes",
    `"${[...secret].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"`,
  ],
  ["backwards", [...secret].reverse().join("")],
  ["in capitals", secret.toUpperCase()],
  ["UTF-16LE", Buffer.from(secret, "utf16le").toString("latin1")],
  ["UTF-16BE", Buffer.from(secret, "utf16le").swap16().toString("latin1")],
  ["sha256", createHash("sha256").update(secret).digest("base64url")],
])("a secret is found %s", (how, text) => {
  expect(findSecrets(`before ${text} behind`, [secret]).join()).toContain(how);
});

test("nothing is found where nothing is", () => {
  expect(findSecrets("the quick brown fox ".repeat(1_000), [secret])).toEqual([]);
});
