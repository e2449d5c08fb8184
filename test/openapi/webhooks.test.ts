/** Webhooks, as they are really delivered, are those of the OpenAPI document. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { eventTypes } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";
import type { ReceivedWebhook } from "../support/webhook-receiver.ts";
import { document, isObject, type Json, partsOf } from "./support/document.ts";
import { causes } from "./support/events.ts";
import { config } from "./support/scenes.ts";
import { differences } from "./support/shape.ts";

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(document, "api");

const { webhooks } = document;

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
  test.each(Object.entries(causes))(
    "%s is delivered with the headers, the schema and the form of its example",
    async (type, cause) => {
      const before = app().webhooks.received.length;
      await cause(app());
      await app().settle();
      const received = app().webhooks.received.slice(before);
      expect(received.map(({ event }) => event.type)).toContain(type);
      for (const webhook of received) check(webhook);
    },
  );

  test("each type of the document has been delivered", () => {
    const delivered = new Set(app().webhooks.types());
    expect(eventTypes.filter((type) => !delivered.has(type))).toEqual([]);
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
