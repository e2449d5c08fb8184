import { expect, test } from "vitest";
import { describeApp } from "../support/app-suite.ts";
import type { Call } from "../support/http-client.ts";
import { objectToAll, type Work } from "./support/growth.ts";
import { linePumps, structures } from "./support/pumped.ts";

/** Node takes 16 KiB of a request's first lines. */
const longestLine = 14_000;
const longestBody = 32_000;

const unlimited = {
  browserPerMinute: 0,
  merchantPerMinute: 0,
  callbacksPerMinute: 0,
  paymentsPerSession: 30,
};
const behindProxy = { trustedProxies: 1 };

/** Where a stranger's text stands in a request: each makes a call of it. */
const places: Readonly<Record<string, (text: string) => Call>> = {
  "Authorization of the merchant API": (text) => ({
    path: "/v1/sessions",
    headers: { authorization: `Bearer ${text}` },
  }),
  "Authorization, whole": (text) => ({ path: "/v1/sessions", headers: { authorization: text } }),
  "Authorization of the browser API": (text) => ({
    path: "/checkout/status",
    headers: { authorization: `Bearer ${text}` },
  }),
  "Content-Type": (text) => ({
    method: "POST",
    path: "/callbacks/paypro-mx",
    rawBody: "{}",
    headers: { "content-type": `application/json;${text}` },
  }),
  "Content-Encoding": (text) => ({
    method: "POST",
    path: "/callbacks/paypro-mx",
    rawBody: "{}",
    headers: { "content-encoding": text },
  }),
  Origin: (text) => ({ path: "/checkout/status", headers: { origin: text } }),
  "X-Forwarded-For": (text) => ({ path: "/checkout/status", headers: { "x-forwarded-for": text } }),
  "Accept-Encoding": (text) => ({ path: "/widget/v1/pay-checkout.js", headers: { "accept-encoding": text } }),
  "the query": (text) => ({ path: `/pay?${text}` }),
  "the query of a callback": (text) => ({
    method: "POST",
    path: `/callbacks/paypro-mx?${text}`,
    rawBody: "{}",
  }),
  "the path": (text) => ({ path: `/${text}` }),
  "the path of the widget": (text) => ({ path: `/widget/${text}` }),
  "the path of a return": (text) => ({ path: `/return/${text}` }),
  "the path of a callback": (text) => ({ method: "POST", path: `/callbacks/${text}`, rawBody: "{}" }),
};

/** The same for one that is let in. */
const knownPlaces: Readonly<Record<string, (text: string) => Call>> = {
  "Idempotency-Key": (text) => ({
    method: "POST",
    path: "/v1/payouts",
    rawBody: "{}",
    headers: { "idempotency-key": text, "content-type": "application/json" },
  }),
  "Content-Type of the API": (text) => ({
    method: "POST",
    path: "/v1/sessions",
    rawBody: "{}",
    headers: { "content-type": `application/json${text}` },
  }),
  cursor: (text) => ({ path: `/v1/sessions?cursor=${text}` }),
  reference: (text) => ({ path: `/v1/sessions?reference=${text}` }),
  from: (text) => ({ path: `/v1/payments?from=2026-01-01T00:00:00${text}` }),
  day: (text) => ({ path: `/v1/accounts/chainup/statement?day=${text}` }),
  "an unknown query": (text) => ({ path: `/v1/sessions?${text}` }),
  "an id": (text) => ({ path: `/v1/sessions/${text}` }),
};

const bodyFields = [
  "reference",
  "description",
  "locale",
  "returnUrl",
  "country",
  "email",
  "phone",
  "taxId",
  "value",
];

function bodyWith(field: string, text: string): string {
  const { email, phone, taxId, value, ...rest } = Object.fromEntries([[field, text]]);
  return JSON.stringify({
    amount: { value: value ?? "150.00", currency: "MXN" },
    reference: "r",
    returnUrl: "https://shop.example/thanks",
    customer: { email, phone, taxId },
    ...rest,
  });
}

/** As a client would have to write it, so that the request is one. */
function forLine(text: string): string {
  return text.replaceAll(/[^\x21-\x7e\t]/g, (character) => encodeURIComponent(character.toWellFormed()));
}

describeApp(
  "a request",
  { engines: ["sqlite"], config: (base) => ({ ...base, limits: unlimited, network: behindProxy }) },
  (app) => {
    const works = (
      where: Readonly<Record<string, (text: string) => Call>>,
      send: (call: Call) => Promise<unknown>,
    ) =>
      Object.entries(where).flatMap(([place, callOf]) =>
        linePumps.map(
          ({ name, make }): Work<Call> => ({
            name: `${name} in ${place}`,
            prepare: (size) => callOf(forLine(make(size)).slice(0, size)),
            run: (call) => send(call),
          }),
        ),
      );

    test("of a stranger is answered in time that grows with its length", async () => {
      const objections = await objectToAll(
        works(places, (call) => app().call(call)),
        longestLine,
      );
      expect(objections).toEqual([]);
    });

    test("of a merchant is answered in time that grows with its length", async () => {
      const objections = await objectToAll(
        works(knownPlaces, (call) => app().api.call(call)),
        longestLine,
      );
      expect(objections).toEqual([]);
    });

    test("is answered in time that grows with the length of its body", async () => {
      const post = (rawBody: string) =>
        app().api.call({
          method: "POST",
          path: "/v1/sessions",
          rawBody,
          headers: { "content-type": "application/json" },
        });
      const inFields = bodyFields.flatMap((field) =>
        linePumps.map(
          ({ name, make }): Work<string> => ({
            name: `${name} as ${field}`,
            prepare: (size) => bodyWith(field, make(size)),
            run: post,
          }),
        ),
      );
      const whole = structures.map(({ name, make }): Work<string> => ({ name, prepare: make, run: post }));
      expect(await objectToAll([...whole, ...inFields], longestBody)).toEqual([]);
    });
  },
);
