/** What is said of a mistake: our own words, what was found, and never a secret. */
import { describe, expect, test } from "vitest";
import { configJsonSchema } from "../../bff/config/json-schema.ts";
import { referenceKeys } from "../../bff/config/reference.ts";
import { providers } from "../../bff/providers/registry.ts";
import { account, issuesOf, minimal, read, withChange } from "./support/configuration.ts";

const zodWords = /Invalid|expected|Too (?:big|small)|Unrecognized|received|Required/;
const wrong = [
  null,
  true,
  -1,
  1.5,
  1e300,
  "",
  "x",
  "\u0000",
  "x".repeat(5_000),
  [],
  [[]],
  [null],
  {},
  { a: 1 },
];

/** A configuration that has an account at the provider. */
function configFor(provider: string) {
  return { ...minimal, accounts: [{ ...account, provider, credentials: {}, methods: [] }] };
}

const every = referenceKeys(configJsonSchema()).map(({ path }) => path);

describe.each(["all", ...providers.map(({ id }) => id)])(
  "zod's own words reach nobody, at the keys of %s",
  (name) => {
    const isOurs = (path: string) => (name === "all" ? !path.includes("(") : path.includes(`(${name})`));
    const paths = every.filter(isOurs).map((path) => path.replace(`(${name})`, "").replaceAll("[]", ".0"));

    test.each(paths)("%s", (path) => {
      const base = configFor(name === "all" ? "paypro" : name);
      const sentences = wrong.flatMap((value) => {
        const reading = read(withChange(base, path, value));
        return reading.ok ? [] : reading.issues.map(({ message, path: at }) => `${at}: ${message}`);
      });
      expect(sentences.length).toBeGreaterThan(0);
      expect(sentences.filter((sentence) => zodWords.test(sentence))).toEqual([]);
    });
  },
);

describe("what was found is told:", () => {
  test.each<[string, unknown, string | undefined]>([
    ["environment", "production", '"production"'],
    ["listen.port", 65_536, "65536"],
    ["listen.port", "8787", '"8787"'],
    ["publicUrl", "pay.example.com", '"pay.example.com"'],
    ["publicUrl", undefined, undefined],
    ["merchant.apiKeys", {}, "an object"],
    ["merchant.allowedOrigins", null, "null"],
    ["limits.browserPerMinute", [1], "a list"],
    ["merchant.apiKeys.0.secret", "with space", "text of 10 characters"],
    ["accounts.0.credentials.appSecret", 12_345_678, "a number"],
    ["database.url", "mysql://me:pass@db/x", "text of 20 characters"],
    // A secret in the wrong place is not shown, either.
    ["environment", "sk_live_4", "text of 9 characters"],
    ["publicUrl", "me://user:pw@pay.example.com", "text of 28 characters"],
    ["publicUrl", "https://pay.example.com?key=canary", "text of 34 characters"],
    ["listen.host", { secret: "canary" }, "an object"],
  ])("%s = %j", (path, value, found) => {
    const reading = read(withChange(minimal, path, value));
    const issues = reading.ok ? [] : reading.issues.filter((issue) => issue.path === path);
    expect(issues).toHaveLength(1);
    expect(issues[0]?.found).toBe(found);
  });
});

test("a key of ChainUp that is none is told with where a right one comes from", () => {
  const chainup = {
    ...account,
    provider: "chainup",
    credentials: { appId: "shop-1", privateKey: "change me", platformPublicKey: "change me" },
    methods: [],
  };
  expect(issuesOf({ ...minimal, accounts: [chainup] })).toEqual({
    "accounts.0.credentials.privateKey": "is not a key; pay-checkout keys chainup makes one",
    "accounts.0.credentials.platformPublicKey": "is not a key; the platform's console shows it",
  });
});

test("a wrong host is told once, as what was found", () => {
  const reading = read(withChange(minimal, "network.webhookHosts", ["http://x/"]));
  expect(reading).toMatchObject({
    issues: [
      {
        path: "network.webhookHosts.0",
        message: "must be a host such as hooks.internal, or an address or a range such as 10.0.0.0/8",
        found: '"http://x/"',
      },
    ],
  });
});
