import { describe, expect, test } from "vitest";
import { account, issuesOf, minimal, webhookSecret, withChange } from "./support/configuration.ts";

describe("duplicates", () => {
  test.each<[string, unknown, string, string]>([
    ["accounts", [account, { ...account }], "accounts.1.id", "is the same as accounts.0.id"],
    [
      "merchant.apiKeys",
      [
        { id: "backend", secret: "sk_1" },
        { id: "backend", secret: "sk_2" },
      ],
      "merchant.apiKeys.1.id",
      "is the same as merchant.apiKeys.0.id",
    ],
    [
      "merchant.apiKeys",
      [
        { id: "a", secret: "sk_1" },
        { id: "b", secret: "sk_1" },
      ],
      "merchant.apiKeys.1.secret",
      "is the same as merchant.apiKeys.0.secret",
    ],
    [
      "merchant.webhooks",
      [1, 2].map(() => ({ url: "https://shop.example.com/hook", secrets: [webhookSecret] })),
      "merchant.webhooks.1.url",
      "is the same as merchant.webhooks.0.url",
    ],
    [
      "merchant.webhooks",
      [1, 2].map((n) => ({ id: "shop", url: `https://shop.example.com/${n}`, secrets: [webhookSecret] })),
      "merchant.webhooks.1.id",
      "is the same as merchant.webhooks.0.id",
    ],
    [
      "merchant.webhooks.0",
      { url: "https://shop.example.com/", secrets: [webhookSecret], events: ["payment.eaten"] },
      "merchant.webhooks.0.events.0",
      expect.stringContaining("must be one of"),
    ],
    ["accounts.0.retired", "yes", "accounts.0.retired", "must be true or false"],
  ])("in %s are refused: %#", (path, value, where, message) => {
    expect(issuesOf(withChange(minimal, path, value))).toEqual({ [where]: message });
  });

  test.each([
    ["https://shop.test", "https://shop.test/"],
    ["https://shop.test/hook", "https://shop.test:443/hook"],
    ["https://shop.test/hook", "HTTPS://Shop.TEST/hook"],
    ["https://shop.test/hook", "https://shop.test/a/../hook"],
  ])("of one webhook address are refused however it is spelled: %s and %s", (first, second) => {
    const webhooks = [first, second].map((url) => ({ url, secrets: [webhookSecret] }));
    expect(issuesOf(withChange(minimal, "merchant.webhooks", webhooks))).toEqual({
      "merchant.webhooks.1.url": "is the same as merchant.webhooks.0.url",
    });
  });

  test("an id that is there twice is told even when the rest of the file is wrong", () => {
    const issues = issuesOf({ ...minimal, publicUrl: 1, accounts: [account, account] });
    expect(Object.keys(issues).sort()).toEqual(["accounts.1.id", "publicUrl"]);
  });
});
