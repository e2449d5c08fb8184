import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findRepeatedFields } from "../../bff/http/repeated-fields.ts";
import { describeApp } from "../support/app-suite.ts";

describe("a field that is given twice", () => {
  test.each([
    ["at the top", '{"a":1,"b":2,"a":3}', ["a"]],
    ["below another", '{"amount":{"value":"1","value":"2"}}', ["amount.value"]],
    ["in an entry of a list", '{"items":[{"n":1},{"n":1,"n":2}]}', ["items.1.n"]],
    ["after a list and an object", '{"a":[1,[2]],"b":{"c":{}},"a":1}', ["a"]],
    ["in other words for the same name", '{"a":1,"\\u0061":2}', ["a"]],
    ["three times", '{"a":1,"a":2,"a":3}', ["a", "a"]],
  ])("%s is found", (_where, text, paths) => {
    expect(findRepeatedFields(text).map(({ path }) => path)).toEqual(paths);
  });

  test("is in no JSON that was written from an object", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(findRepeatedFields(JSON.stringify(value))).toEqual([]);
      }),
    );
  });
});

describeApp("a body with a field that is given twice", {}, (app) => {
  test("is refused by the field's name, wherever JSON is taken, and nothing is made", async () => {
    const session = await app().api.createSession();
    const rows = async () =>
      (await app().database.kysely.selectFrom("sessions").select("id").execute()).length;
    const before = await rows();
    const send = (path: string, rawBody: string, authorization: string) =>
      app().call({
        method: "POST",
        path,
        rawBody,
        headers: { authorization, "content-type": "application/json", "idempotency-key": "twice" },
      });
    const key = `Bearer ${app().apiKey}`;
    const replies = [
      await send("/v1/sessions", '{"reference":"a","amount":{"value":"1","value":"100"}}', key),
      await send("/v1/payouts", '{"account":"x","account":"y"}', key),
      await send(
        "/checkout/payments",
        '{"method":"store","method":"store"}',
        `Bearer ${session.clientToken}`,
      ),
    ];
    expect(replies.map((reply) => [reply.status, reply.problem().code, reply.problem().errors])).toEqual(
      ["amount.value", "account", "method"].map((path) => [
        422,
        "validation_failed",
        [{ path, message: "is given more than once" }],
      ]),
    );
    expect(await rows()).toBe(before);
  });
});
