/** Sends the examples of the OpenAPI document to a server and compares what comes back with the document. */
import { describe, expect, test } from "vitest";
import { errorGuides } from "../../bff/core/error-guide.ts";
import { type ErrorCode, errorTable } from "../../bff/core/errors.ts";
import { errorsOf } from "../../bff/http/description/errors.ts";
import { exampleOf } from "../../bff/http/examples/operations.ts";
import { allOperations } from "../../bff/http/openapi.ts";
import { type Operation, successStatus } from "../../bff/http/specs/operation.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import type { Call, Reply } from "../support/http-client.ts";
import { bodyOf, chief, clerk, config, far, type Scene, scenes } from "./support/scenes.ts";
import { differences } from "./support/shape.ts";

const merchantOperations = allOperations.filter(({ access }) => access.kind === "api_key");
const run = allOperations.filter(({ id }) => id in scenes);
const pathOf = ({ path }: Operation) =>
  path.replace("/accounts/{id}", "/accounts/paypro-mx").replace(/\{\w+\}/g, "x");

let keys = 0;

function send(app: TestApp, operation: Operation, { path, secret, body }: Scene): Promise<Reply> {
  const { method, contentType, idempotency } = operation;
  keys += 1;
  const headers = {
    authorization: `Bearer ${secret ?? app.apiKey}`,
    ...(idempotency === "none" ? {} : { "idempotency-key": `run-${keys}` }),
    ...(contentType === undefined ? {} : { "content-type": contentType }),
  };
  const sent =
    method === "GET" || body === undefined ? {} : typeof body === "string" ? { rawBody: body } : { body };
  // It compares every answer with the document, strictly.
  return app.call({ method, path, headers, ...sent });
}

const mayClerk = (access: Operation["access"]) =>
  access.kind === "api_key" && access.scopes.some((scope) => clerk.scopes.includes(scope));

/** How any operation of the merchant's is made to give an error. */
const provoked: Partial<
  Record<ErrorCode, (operation: Operation) => Partial<Scene> & Pick<Call, "headers" | "rawBody">>
> = {
  unauthorized: () => ({ secret: "sk_wrong" }),
  missing_scope: ({ access }) => ({ secret: (mayClerk(access) ? chief : clerk).secret }),
  source_not_allowed: () => ({ secret: far.secret }),
  validation_failed: (operation) => ({ path: `${pathOf(operation)}?surprise=1` }),
  malformed_json: () => ({ rawBody: "{", headers: { "content-type": "application/json" } }),
  unsupported_media_type: () => ({ rawBody: "{}", headers: { "content-type": "text/plain" } }),
  payload_too_large: () => ({
    rawBody: `{"x":"${"x".repeat(33_000)}"}`,
    headers: { "content-type": "application/json" },
  }),
  idempotency_key_invalid: () => ({ headers: { "idempotency-key": "" } }),
};

describeApp("the examples of the OpenAPI document", { engines: ["sqlite"], config }, (app) => {
  test("each operation of the two APIs is sent, but for the stream", () => {
    const ours = allOperations.filter(
      ({ tag, id }) => (tag === "merchant" || tag === "browser") && id !== "streamStatus",
    );
    expect(ours.map(({ id }) => id).filter((id) => !(id in scenes))).toEqual([]);
  });

  test.each(run.map((operation): [string, Operation] => [operation.id, operation]))(
    "%s gets the status and the form that its example has",
    async (id, operation) => {
      const scene = await (scenes[id] ?? expect.fail("no scene"))(app());
      const reply = await send(app(), operation, { ...scene, body: bodyOf(id, scene) });
      expect(reply.status, reply.text).toBe(id === "startPayment" ? 201 : successStatus(operation));
      const told = exampleOf(operation).answers?.[reply.status];
      // Of a table, the columns.
      if (typeof told === "string") expect(reply.text.split("\r\n")[0]).toBe(told.split("\r\n")[0]);
      else expect(differences(told, reply.json())).toEqual([]);
    },
  );

  describe.each(merchantOperations.map((operation): [string, Operation] => [operation.id, operation]))(
    "%s",
    (_id, operation) => {
      const codes = errorsOf(operation).filter((code) => code in provoked);
      test.each(codes)("gives %s as its example says", async (code) => {
        const {
          path = pathOf(operation),
          secret = app().apiKey,
          headers = {},
          ...rest
        } = provoked[code]?.(operation) ?? {};
        const reply = await app().call({
          method: operation.method,
          path,
          headers: { authorization: `Bearer ${secret}`, "idempotency-key": "wrong", ...headers },
          ...rest,
        });
        expect(reply.problem()).toMatchObject({ code, status: errorTable[code].status });
        expect("errors" in reply.problem()).toBe(errorGuides[code].errors !== undefined);
      });
    },
  );

  test("what is not there is 404 as the example says, and a key used twice is 422", async () => {
    const named = merchantOperations.filter(({ path, method }) => path.includes("{id}") && method === "GET");
    expect(named.length).toBeGreaterThan(5);
    for (const operation of named) {
      const path = operation.path.replace("{id}", "nobody");
      expect((await app().api.get(path)).problem(), path).toMatchObject({ code: "not_found", status: 404 });
    }
    const key = { "idempotency-key": "twice" };
    const { request } = exampleOf({ id: "createSession" });
    expect((await app().api.post("/v1/sessions", request, key)).status).toBe(201);
    const other = { ...Object(request), reference: "order-1002" };
    const { code, status, detail } = (await app().api.post("/v1/sessions", other, key)).problem();
    expect({ code, status, detail }).toEqual({
      code: "idempotency_key_reused",
      status: 422,
      detail: errorGuides.idempotency_key_reused.detail,
    });
  });

  test("what an operation calls wrong is what the server calls wrong", async () => {
    for (const [path, id] of [
      ["/v1/sessions?limit=101", "listSessions"],
      ["/v1/sessions/x?surprise=1", "readSession"],
      ["/v1/accounts/chainup-coins/statement?day=x", "readStatement"],
    ] as const) {
      const { detail, errors } = (await app().api.get(path)).problem();
      expect({ detail, errors }, id).toEqual(exampleOf({ id }).wrong);
    }
    for (const [path, body, id] of [
      ["/v1/payments/x/resolve", { outcome: "succeeded" }, "resolvePayment"],
      ["/v1/customers/erase", {}, "eraseCustomer"],
      ["/v1/sessions/x/cancel", { surprise: 1 }, "cancelSession"],
    ] as const) {
      const { detail, errors } = (await app().api.post(path, body)).problem();
      expect({ detail, errors }, id).toEqual(exampleOf({ id }).wrong);
    }
  });
});
