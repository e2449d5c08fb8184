/** Webhooks, as they are really delivered, are those of the OpenAPI document. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { eventTypes } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import type { ReceivedWebhook } from "../support/webhook-receiver.ts";
import { document, isObject, type Json, partsOf } from "./support/document.ts";
import { config, createPayout, payPayment } from "./support/scenes.ts";
import { differences } from "./support/shape.ts";

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(document, "api");

const { webhooks } = document;
const day = 24 * 60 * 60_000;

function partOf(type: string, ...path: readonly string[]): Json {
  const wanted = [type, "post", ...path].join("/");
  const found = partsOf(webhooks).find(({ pointer }) => pointer.join("/") === wanted);
  if (found === undefined) throw new Error(`the document has no ${wanted}`);
  return found.value;
}
const mediaPath = ["requestBody", "content", "application/json"] as const;

function objectTo(type: string, body: unknown): string {
  const path = ["webhooks", type, "post", ...mediaPath, "schema"].map((key) =>
    encodeURIComponent(key.replaceAll("/", "~1")),
  );
  const isRight = ajv.compile({ $ref: `api#/${path.join("/")}` });
  return isRight(body) ? "" : ajv.errorsText(isRight.errors);
}

async function pay(app: TestApp, changes: { readonly amount?: string } = {}) {
  const session = await app.api.createSession();
  const { id } = await app.browser(session.clientToken).start("bank_transfer");
  app.sandbox.state.play(await app.orderOf(id), { action: "pay", ...changes });
  await app.settle();
}

/** Makes as many kinds of events as a sandbox gives by itself. */
async function makeEvents(app: TestApp): Promise<void> {
  await payPayment(app);
  await pay(app, { amount: "100.00" });
  const canceled = await app.api.createSession();
  await app.browser(canceled.clientToken).start("store");
  await app.api.post(`/v1/sessions/${canceled.id}/cancel`);
  app.sandbox.state.arm({ kind: "refuse", operation: "createPayment", provider: "paypro", message: "no" });
  const refused = await app.api.createSession();
  await app.browser(refused.clientToken).start("store");
  for (const action of ["pay", "fail"] as const) {
    const { id } = await createPayout(app);
    const { orderNo } = Object((await app.api.get(`/v1/payouts/${id}`)).json());
    const order = app.sandbox.state.order({ provider: "paypro", orderNo, kind: "payout" });
    if (order !== undefined) app.sandbox.state.play(order, { action });
    await app.settle();
  }
  await app.api.createSession();
  app.clock.advance(2 * day);
  await app.runJobsUntilIdle();
}

describe("the webhooks of the document", () => {
  test("are one for each type of event", () => {
    expect(Object.keys(isObject(webhooks) ? webhooks : {})).toEqual(eventTypes);
  });

  test("have the same type in their name, their schema and their example", () => {
    for (const type of eventTypes) {
      expect(partOf(type, ...mediaPath, "schema", "properties", "type").const).toBe(type);
      expect(partOf(type, ...mediaPath).example).toMatchObject({ type });
    }
  });
});

describeApp("webhooks", { engines: ["sqlite"], config }, (app) => {
  test("each that is delivered has the headers, the schema and the form of its type's example", async () => {
    await makeEvents(app());
    const { received } = app().webhooks;
    const byType = Map.groupBy(received, ({ event }) => event.type);
    expect([...byType.keys()].sort()).toEqual(
      expect.arrayContaining([
        "payment.canceled",
        "payment.failed",
        "payment.partially_paid",
        "payment.pending",
        "payment.succeeded",
        "payout.failed",
        "payout.succeeded",
        "session.canceled",
        "session.expired",
        "session.succeeded",
      ]),
    );
    for (const webhook of received) check(webhook);
  });

  test("what is not documented does not pass", async () => {
    const [webhook] = app().webhooks.received;
    const body = Object(JSON.parse(webhook?.text ?? ""));
    expect(objectTo(body.type, body)).toBe("");
    expect(objectTo(body.type, { ...body, surprise: 1 })).not.toBe("");
    expect(objectTo(body.type, { ...body, data: { ...body.data, surprise: 1 } })).not.toBe("");
    expect(objectTo("reconciliation.discrepancy", body)).not.toBe("");
  });

  function check({ headers, text, event: { type } }: ReceivedWebhook): void {
    const body: unknown = JSON.parse(text);
    expect(objectTo(type, body), type).toBe("");
    const { parameters } = partOf(type);
    const names = (Array.isArray(parameters) ? parameters : []).map(({ name }) => String(name));
    expect(names).toEqual(["webhook-id", "webhook-timestamp", "webhook-signature"]);
    for (const name of names) expect(headers[name], name).toMatch(/\S/);
    // What the merchant gave with the session is theirs to leave out.
    const optional = /\.(customer|items)|failure|nextAction/;
    const { example } = partOf(type, ...mediaPath);
    expect(
      differences(example, body).filter((line) => !optional.test(line)),
      type,
    ).toEqual([]);
  }
});
