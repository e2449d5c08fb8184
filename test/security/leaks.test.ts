/** Where secrets and personal details must not be, looked for in every way of writing them. stored-secrets.test.ts has the database. */
import { describe, expect, test } from "vitest";
import { describeApp } from "../support/app-suite.ts";
import {
  beneficiary,
  configuredSecrets,
  configWithCanaries,
  customer,
  misplaced,
  note,
  people,
  printed,
  providerWords,
  purchaseTexts,
  tokens,
} from "./support/canaries.ts";
import { type CanaryDay, liveThrough } from "./support/canary-day.ts";
import { findSecrets } from "./support/encodings.ts";

/** Where in the value the words stand, such as `data.payments.[].amount`; a property's name counts as its place. */
function pathsOf(value: unknown, words: string, path: readonly string[] = []): string[] {
  if (typeof value === "string") return value.includes(words) ? [path.join(".")] : [];
  if (Array.isArray(value)) return value.flatMap((inner) => pathsOf(inner, words, [...path, "[]"]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name.includes(words) ? [[...path, name].join(".")] : []),
    ...pathsOf(inner, words, [...path, name]),
  ]);
}

describeApp("secrets and people", { config: configWithCanaries }, (app) => {
  let day: CanaryDay | undefined;
  const live = async (): Promise<CanaryDay> => {
    day ??= await liveThrough(app());
    return day;
  };
  const secrets = ({ clientTokens }: CanaryDay) => [...configuredSecrets(app()), ...clientTokens];
  const expectNone = (text: string, needles: readonly string[]) =>
    expect(findSecrets(text, needles)).toEqual([]);

  test("the canaries are real: the merchant's own answers do hold the customer, and events the customer's id", async () => {
    const lived = await live();
    const { text } = await app().api.get("/v1/sessions?limit=100");
    for (const canary of [customer.email, ...purchaseTexts]) expect(text).toContain(canary);
    const received = app().webhooks.received.map((webhook) => webhook.text);
    expect(received.join("")).toContain(customer.id);
    expect(secrets(lived).length).toBeGreaterThan(15);
    expect(new Set(lived.problems.map(({ status }) => status))).toEqual(new Set([401, 404, 409, 422, 503]));
  });

  test("are in no log line, nor are tokens of addresses, nor the provider's words", async () => {
    const lived = await live();
    const logs = app().logs().join("");
    expect(logs).toContain("payment changed");
    expectNone(logs, [...people, ...purchaseTexts, ...secrets(lived), providerWords, note]);
    expect(logs.match(/.{0,80}canary.{0,20}/i)).toBeNull();
    const parts = lived.paths.map((path) => path.split(/[./]/).at(-1) ?? "");
    expectNone(logs, [...lived.paths, ...parts, ...Object.values(misplaced)]);
  });

  test("are in no metric", async () => {
    const lived = await live();
    const headers = { authorization: `Bearer ${tokens.metrics}` };
    const { text } = await app().call({ path: "/metrics", headers });
    const all = [...people, ...purchaseTexts, ...secrets(lived), ...Object.values(misplaced), note];
    expectNone(text, [...all, providerWords]);
    expect(text.match(/.{0,80}canary.{0,20}/i)).toBeNull();
  });

  test("are in no error's answer, nor is what was wrong, nor a stack", async () => {
    const lived = await live();
    for (const reply of lived.problems) {
      reply.problem();
      const headers = JSON.stringify(reply.headers);
      expectNone(reply.text + headers, [...people, ...secrets(lived), providerWords, note]);
      // The name of an unknown field or parameter is told back to whoever sent it.
      const rest = (reply.text + headers).replaceAll("canary-field", "").replaceAll(misplaced.query, "");
      expect(rest.match(/.{0,80}canary.{0,20}/i)).toBeNull();
      expect(reply.text).not.toMatch(/\.[jt]s:\d|node_modules|\n\s*at /);
    }
  });

  test("are in no answer to the browser, but for the token's own use", async () => {
    const lived = await live();
    for (const { text, headers } of lived.browserReplies) {
      expectNone(text + JSON.stringify(headers), [...people, ...secrets(lived), providerWords, note]);
    }
  });

  test("are in no outgoing event: neither people nor keys nor tokens, and the provider's words only as its words", async () => {
    const lived = await live();
    const texts = app().webhooks.received.map(({ text }) => text);
    const masked = people.filter((text) => text !== customer.id);
    expectNone(texts.join(""), [...secrets(lived), ...masked, note]);
    const places = texts.flatMap((text) => pathsOf(JSON.parse(text), providerWords));
    const theirs = [
      "data.payment.providerDetails.message",
      "data.payout.providerDetails.message",
      "data.session.payments.[].providerDetails.message",
    ];
    expect(places).toContain(theirs[0]);
    expect(places.filter((place) => !theirs.includes(place))).toEqual([]);
  });

  test("are in no answer to the merchant that has no need of them", async () => {
    const lived = await live();
    const hidden = [beneficiary.accountNumber, beneficiary.email, customer.providerAccounts.chainup.token];
    const lists = ["sessions", "payments", "payouts", "events", "audit", "accounts"];
    const answers = await Promise.all(
      lists.map((list) => app().api.get(`/v1/${list}?limit=100`.replace("accounts?limit=100", "accounts"))),
    );
    expectNone(answers.map(({ text }) => text).join(""), [...secrets(lived), ...hidden]);
    const audit = (await app().api.get("/v1/audit?limit=100")).text;
    expect(audit).toContain("payout.approve");
    expectNone(audit, [...people, ...purchaseTexts, note]);
  });

  test("of a form that a browser posts are told to that browser alone", async () => {
    const { formValues } = await live();
    expect(formValues.length).toBeGreaterThan(2);
    const page = "limit=100";
    const events = app().webhooks.received.map(({ text }) => text);
    const answers = await Promise.all(
      ["payments", "sessions", "events"].map(
        async (list) => (await app().api.get(`/v1/${list}?${page}`)).text,
      ),
    );
    for (const text of [events.join(""), ...answers]) {
      expect(text).toContain('"type":"redirect_form"');
      expect(text).toContain('"fields":{}');
      // The order number is everybody's.
      const own = formValues.filter((value) => !/^\d{14}[0-9a-z]{16}$/.test(value));
      expectNone(text, own);
    }
  });

  test("API keys and credentials do not reach a provider or a merchant's endpoint by mistake", async () => {
    const { clientTokens } = await live();
    const { apiKey, webhooks, sandbox } = app();
    const toProviders =
      JSON.stringify(sandbox.state.requests()) +
      JSON.stringify(sandbox.state.orders(), (_, value) =>
        typeof value === "bigint" ? String(value) : value,
      );
    const own = [apiKey, webhooks.secret, ...Object.values(tokens)];
    expectNone(toProviders, [...own, ...clientTokens]);
    const headers = webhooks.received.map((webhook) => JSON.stringify(webhook.headers)).join("");
    expectNone(headers, own);
  });

  test("of the configuration are not told by whoever prints it", async () => {
    const { apiKey, webhooks } = app();
    expectNone(printed(app()), [apiKey, webhooks.secret, ...Object.values(tokens)]);
  });
});

describe("a secret that is thrown", () => {
  test("is logged by its kind and place alone", async () => {
    const { createLogger } = await import("../../bff/logger.ts");
    const lines: string[] = [];
    const logger = createLogger({ destination: { write: (line) => void lines.push(line) } });
    const cause = Object.assign(new Error("canary cause"), { code: "ECONNREFUSED", params: ["canary"] });
    class PaymentError extends Error {}
    logger.error(
      { err: new PaymentError("canary\nat canary", { cause }), body: "canary", sessionId: "cs_1" },
      "failed",
    );
    const [line = ""] = lines;
    expect(line).not.toContain("canary");
    expect(JSON.parse(line)).toMatchObject({
      level: "error",
      sessionId: "cs_1",
      msg: "failed",
      err: { kind: "PaymentError", cause: { kind: "Error", code: "ECONNREFUSED" } },
    });
    expect(JSON.parse(line).err.at[0]).toMatch(/leaks\.test\.ts:\d+:\d+/);
  });
});
