import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createdSession, session as sessionSchema } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";

/** The processor time of this process, where the BFF runs too: other work on the machine does not count. */
function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const unlimited = {
  browserPerMinute: 0,
  merchantPerMinute: 0,
  callbacksPerMinute: 0,
  paymentsPerSession: 30,
};
const json = { "content-type": "application/json" };

describeApp("hostile input", { config: (base) => ({ ...base, limits: unlimited }) }, (app) => {
  const body = (changes = {}) => ({
    amount: { value: "150.00", currency: "MXN" },
    reference: "order-1",
    returnUrl: `${app().origin}/thanks`,
    ...changes,
  });
  const post = (rawBody: string, path = "/v1/sessions") =>
    app().api.call({ method: "POST", path, rawBody, headers: json });

  describe("keys that reach for prototypes", () => {
    test.each([
      ["__proto__", '{"__proto__":{"reference":"x"},'],
      ["amount.__proto__", '{"amount":{"value":"1","currency":"MXN","__proto__":{}},'],
      ["metadata.__proto__", '{"metadata":{"__proto__":"x"},'],
      ["metadata.__proto__", '{"metadata":{"\\u005f_proto__":"x"},'],
      ["customer.__proto__", '{"customer":{"__proto__":{"email":"a@b.c"}},'],
    ])("%s is refused by name", async (path, start) => {
      const { amount, ...rest } = body();
      const whole = start.includes('"amount"') ? rest : { amount, ...rest };
      const reply = await post(start + JSON.stringify(whole).slice(1));
      expect(reply.problem().errors).toEqual([{ path, message: "is not a known field" }]);
    });

    test("constructor and prototype are unknown fields, and plain text as a name in metadata", async () => {
      const errors = (await post(JSON.stringify(body({ constructor: { prototype: { a: 1 } } })))).problem()
        .errors;
      expect(errors).toEqual([{ path: "constructor", message: "is not a known field" }]);
      const metadata = { constructor: "x", prototype: "y", toString: "z", hasOwnProperty: "w" };
      const created = (await post(JSON.stringify(body({ metadata })))).as(createdSession);
      expect(created.metadata).toEqual(metadata);
      expect((await app().api.readSession(created.id)).metadata).toEqual(metadata);
    });

    test("leave no trace on any object", async () => {
      await post('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
      await app().api.get("/v1/sessions?__proto__[polluted]=true&constructor.prototype.polluted=1");
      expect(Reflect.get({}, "polluted")).toBeUndefined();
    });
  });

  describe("characters that a database or a log can't take", () => {
    test.each([
      ["reference", { reference: "a\u0000b" }],
      ["description", { description: "half \ud800 a pair" }],
      ["metadata.a", { metadata: { a: "\u0000" } }],
      ["metadata.?", { metadata: { "a\u0000": "x" } }],
      ["customer.name", { customer: { name: "\u0000" } }],
    ])("are refused in %s", async (path, changes) => {
      const reply = await app().api.post("/v1/sessions", body(changes));
      expect(reply.problem()).toMatchObject({ status: 422, errors: [{ path }] });
    });

    test.each(["reference=%00", "cursor=%00", "status=%00", "reference=%ed%a0%80"])(
      "are no server error in the query: %s",
      async (query) => {
        expect((await app().api.get(`/v1/sessions?${query}`)).status).toBeLessThan(500);
      },
    );

    test("may be any others, and come back as they went in", async () => {
      const description = "ä 漢字 🥑 عربي \u200b zero <b>&\"' \\ %00";
      const created = await app().api.createSession({
        description,
        reference: "r'; drop table sessions; --",
      });
      const read = (await app().api.get(`/v1/sessions/${created.id}`)).as(sessionSchema);
      expect([read.description, read.reference]).toEqual([description, "r'; drop table sessions; --"]);
      const list = await app().api.get(
        `/v1/sessions?reference=${encodeURIComponent("r'; drop table sessions; --")}`,
      );
      expect(list.text).toContain(created.id);
    });
  });

  describe("shapes that cost", () => {
    test.each([
      ["ten thousand brackets", "[".repeat(10_000) + "]".repeat(10_000)],
      ["ten thousand braces", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`],
      ["a list as long as fits", `[${"1,".repeat(16_000)}1]`],
      ["one field of thirty thousand digits", `{"amount":${"9".repeat(30_000)}}`],
      [
        "an amount of thirty thousand digits",
        `{"amount":{"value":"${"9".repeat(30_000)}","currency":"MXN"}}`,
      ],
      ["three thousand unknown fields", `{${Array.from({ length: 3_000 }, (_, i) => `"f${i}":1`).join()}}`],
    ])("%s is a 422 at once", async (_, text) => {
      const before = process.cpuUsage();
      const reply = await post(text);
      expect(reply.problem().status).toBe(422);
      expect(reply.text.length).toBeLessThan(20_000);
      expect(cpuMsSince(before)).toBeLessThan(2_000);
    });

    test("a language tag, an address or an e-mail that invites backtracking is answered at once", async () => {
      const before = process.cpuUsage();
      const evil = "a".repeat(10_000);
      for (const changes of [
        { locale: `${"a-".repeat(10_000)}!` },
        { customer: { email: `${evil}@${evil}` } },
        { customer: { phone: `+${"1 ".repeat(10_000)}x` } },
        { returnUrl: `http://${evil}` },
        { amount: { value: `${"1".repeat(20_000)}.`, currency: "MXN" } },
      ]) {
        expect((await app().api.post("/v1/sessions", body(changes))).status).toBe(422);
      }
      expect(cpuMsSince(before)).toBeLessThan(3_000);
    });
  });

  test("whatever JSON a merchant sends, the answer is 201 or a problem below 500", async () => {
    const near = fc.record(
      {
        amount: fc.oneof(
          fc.record({ value: fc.oneof(fc.string(), fc.constant("1")), currency: fc.constant("MXN") }),
          fc.anything(),
        ),
        reference: fc.oneof(fc.string(), fc.anything()),
        returnUrl: fc.oneof(fc.constant(app().origin), fc.webUrl(), fc.string()),
        customer: fc.anything(),
        metadata: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())),
        locale: fc.string(),
        expiresIn: fc.oneof(fc.integer(), fc.double()),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(near, fc.jsonValue()), async (value) => {
        const text =
          JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner)) ?? "null";
        const reply = await post(text);
        if (reply.status === 201) reply.as(createdSession);
        else expect(reply.problem().status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });

  test("whatever path and query come, the answer is below 500", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          "/v1/sessions/",
          "/v1/payments/",
          "/v1/events/",
          "/checkout/",
          "/callbacks/",
          "/return/",
          "/widget/",
        ),
        fc.webSegment(),
        fc.webQueryParameters(),
        async (start, segment, query) => {
          const reply = await app().api.get(`${start}${segment}?${query}`);
          expect(reply.status).toBeLessThan(500);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("whatever bytes a provider's callback has, it is refused and nothing is thrown", async () => {
    const accounts = app().config.accounts.map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...accounts),
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => Buffer.from(text)),
        ),
        fc.constantFrom("application/json", "application/x-www-form-urlencoded", "text/plain"),
        async (account, bytes, type) => {
          const reply = await app().call({
            method: "POST",
            path: `/callbacks/${account}`,
            rawBody: Buffer.from(bytes),
            headers: { "content-type": type },
          });
          expect([401, 404]).toContain(reply.problem().status);
        },
      ),
      { numRuns: 150 },
    );
  });
});
