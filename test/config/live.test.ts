import { describe, expect, test } from "vitest";
import {
  issuesOf,
  live,
  liveSecrets,
  minimal,
  readRight,
  webhookSecret,
  withChange,
} from "./support/configuration.ts";

describe("live", () => {
  test.each<[string, unknown, string]>([
    ["publicUrl", "http://pay.example.com", "must be https in live"],
    ["accounts.0.baseUrl", "http://api.paypro.example", "must be https in live"],
    [
      "merchant.webhooks",
      [{ url: "http://shop.example.com", secrets: [{ env: "HOOK" }] }],
      "must be https in live",
    ],
    [
      "merchant.allowedOrigins",
      ["http://shop.example.com"],
      "must be https in live (http only for localhost)",
    ],
    ["network.allowPrivateAddresses", true, "is for sandbox only"],
    ["database.url", "postgres://checkout:secret@db/checkout", "holds a password"],
    ["database.url", "sqlite::memory:", "what is in memory is lost at each restart"],
    ["database.url", "sqlite:file::memory:?cache=shared", "what is in memory is lost at each restart"],
    ["database.url", "sqlite:file:checkout?mode=memory", "what is in memory is lost at each restart"],
  ])("refuses %s = %j", (path, value, message) => {
    const issues = issuesOf(withChange(live, path, value), { ...liveSecrets, HOOK: webhookSecret });
    expect(Object.values(issues)).toEqual([expect.stringContaining(message)]);
    expect(Object.keys(issues)[0]).toContain(path);
  });

  test("lets a developer's own machine be an origin", () => {
    const config = withChange(live, "merchant.allowedOrigins", [
      "http://localhost:3000",
      "https://shop.example.com",
    ]);
    expect(issuesOf(config, liveSecrets)).toEqual({});
  });

  test("a sandbox may have its database in memory", () => {
    const config = withChange(minimal, "database.url", "sqlite::memory:");
    expect(readRight(config).database.url).toBe("sqlite::memory:");
  });

  test("takes a database URL from the environment", () => {
    const url = "postgres://checkout:secret@db/checkout";
    const config = readRight(withChange(live, "database.url", { env: "DB" }), { ...liveSecrets, DB: url });
    expect(config.database.url).toBe(url);
  });
});
