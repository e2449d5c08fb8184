import { describe, expect, test } from "vitest";
import { createdSession } from "../../bff/contract.ts";
import type { DemoConfig } from "../../demo/config.ts";
import { describeApp } from "../support/app-suite.ts";

/** One of each kind. */
const forbidden: readonly (readonly [name: string, character: string])[] = [
  ["NUL", "\u0000"],
  ["bell", "\u0007"],
  ["tab", "\t"],
  ["line feed", "\n"],
  ["carriage return", "\r"],
  ["escape", "\u001b"],
  ["delete", "\u007f"],
  ["next line", "\u0085"],
  ["the last of C1", "\u009f"],
  ["line separator", "\u2028"],
  ["Arabic letter mark", "\u061c"],
  ["left-to-right mark", "\u200e"],
  ["right-to-left mark", "\u200f"],
  ["left-to-right embedding", "\u202a"],
  ["pop", "\u202c"],
  ["right-to-left override", "\u202e"],
  ["right-to-left isolate", "\u2067"],
  ["pop isolate", "\u2069"],
  ["half a pair", "\ud83d"],
];

type Body = Readonly<Record<string, unknown>>;

/** Each field of a session that takes text, with a request that has the text in it. */
const fields: readonly (readonly [path: string, bodyWith: (text: string) => Body])[] = [
  ["reference", (reference) => ({ reference })],
  ["description", (description) => ({ description })],
  ["metadata.cart", (cart) => ({ metadata: { cart } })],
  ["customer.id", (id) => ({ customer: { id } })],
  ["customer.name", (name) => ({ customer: { name } })],
  ["customer.email", (text) => ({ customer: { email: `ana${text}@example.com` } })],
  ["customer.phone", (text) => ({ customer: { phone: `+5255${text}12345678` } })],
  ["customer.taxId", (taxId) => ({ customer: { taxId } })],
  [
    "customer.providerAccounts.chainup.openId",
    (openId) => ({ customer: { providerAccounts: { chainup: { openId } } } }),
  ],
];

const withLabel = (base: DemoConfig) => ({
  ...base,
  accounts: base.accounts.map((account) => ({
    ...account,
    methods: account.methods.map((method) => ({ ...method, label: { en: "Cash" } })),
  })),
});

describeApp("texts", { engines: ["sqlite"], config: withLabel }, (app) => {
  const create = (changes: Body) => {
    const amount = { value: "150.00", currency: "MXN" };
    return app().api.post("/v1/sessions", {
      amount,
      reference: "order-1",
      returnUrl: `${app().origin}/thanks`,
      ...changes,
    });
  };
  const wrongPath = async (changes: Body) => {
    const problem = (await create(changes)).problem();
    expect(problem).toMatchObject({ status: 422, code: "validation_failed" });
    return problem.errors?.map(({ path }) => path);
  };

  describe.each(fields)("in %s", (path, bodyWith) => {
    test.each(forbidden)("may not hold %s", async (_name, character) => {
      expect(await wrongPath(bodyWith(`Ana${character}Diaz`))).toEqual([path]);
    });
  });

  test("may hold every script, and what emoji are made of", async () => {
    for (const name of ["Ana Díaz", "أنا دياث", "אנה", "安娜", "नेहा", "👩‍👩‍👧", "Ｆｕｌｌ", "a\u00a0b"]) {
      expect((await create({ customer: { name }, description: name, metadata: { name } })).status).toBe(201);
    }
  });

  test("a name in metadata may not hold them either", async () => {
    expect(await wrongPath({ metadata: { "a\u202eb": "c" } })).toEqual(["metadata.?"]);
  });

  test.each([
    "a".repeat(36),
    `es-${"abcdefgh-".repeat(3)}MX`.padEnd(36, "a"),
    "x".repeat(20_000),
    "constructor",
    "__proto__",
    "es_MX",
    "es MX",
    "-",
    "",
  ])("a locale is a language tag of at most 35 characters: not %s", async (locale) => {
    expect(await wrongPath({ locale })).toEqual(["locale"]);
  });

  // Well-formed tags, also of languages that do not exist and are called as what every object has.
  test.each(["toString", "valueOf", "es-MX", "x-private"])(
    "a label is the merchant's own text, whatever the locale: %s",
    async (locale) => {
      const reply = await create({ locale, methods: ["store"] });
      if (locale === "x-private") {
        expect(reply.status).toBe(422);
        return;
      }
      const { clientToken } = reply.as(createdSession);
      const { methods } = await app().browser(clientToken).session();
      expect(methods.map(({ label }) => label)).toEqual(["Cash"]);
    },
  );

  test("a returnUrl is stored as browsers read it", async () => {
    const { host } = new URL(app().origin);
    const [hostname = "", port] = host.split(":");
    for (const [given, stored] of [
      [`http://${host}`, `http://${host}/`],
      [
        `HTTP://${hostname.toUpperCase()}:${port}/a/../b?c=d e`.replace(" ", "%20"),
        `http://${host}/b?c=d%20e`,
      ],
      [`http://${host}/thänks`, `http://${host}/th%C3%A4nks`],
    ]) {
      const reply = await create({ returnUrl: given });
      expect([given, reply.json()]).toMatchObject([given, { returnUrl: stored }]);
    }
  });

  test("a returnUrl that two programs may read in two ways is refused", async () => {
    const { host } = new URL(app().origin);
    for (const returnUrl of [
      `http://${host}\\@evil.example`,
      `http://evil.example\\@${host}/`,
      `http:\\\\${host}\\thanks`,
      `http://user@${host}/`,
      `http://:secret@${host}/`,
      `http://${host}/a\tb`,
      `http://${host}/a\nb`,
      ` http://${host}/`,
      `http://${host}/ `,
      `//${host}/`,
      "/thanks",
      `javascript://${host}/%0aalert(1)`,
      "data:text/html,hello",
      `ftp://${host}/`,
      `file://${host}/`,
      `http://${host}.evil.example/`,
      `http://evil.example/?${host}`,
    ]) {
      expect([returnUrl, await wrongPath({ returnUrl })]).toEqual([returnUrl, ["returnUrl"]]);
    }
  });
});
