/**
 * Every operation with a field, a parameter or a value that it does not take. The operations come from the OpenAPI
 * document, so a new one is tried by itself.
 */
import { describe, expect, test } from "vitest";
import { describeApi } from "../../bff/http/openapi.ts";
import { type DescribedOperation, type Parameter, readDocument } from "../fuzz/schema/document.ts";
import { createRefund, payPayment } from "../openapi/support/scenes.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import type { Call } from "../support/http-client.ts";

const { operations } = readDocument(describeApi({ publicUrl: "https://pay.example.com", version: "0" }));

/** What may come to them is a provider's, a browser's or a scraper's own: they look at nothing that they do not know. */
const takeAnything: ReadonlySet<string> = new Set([
  "receiveCallback",
  "receiveAccountCallback",
  "payPage",
  "claimPage",
  "returnCustomer",
  "returnCustomerByPost",
  "widgetFile",
  "widgetModule",
  "widgetModulePart",
  "themeFile",
  "image",
  "health",
  "ready",
  "metrics",
  "openApi",
]);
const strict = operations.filter(({ id }) => !takeAnything.has(id));
const withBody = strict.filter(({ body }) => body?.isJson === true);

/** A value that is none of a number, a time, or a word of a list. */
const wrongValue = "nothing-of-the-kind";
const isAnyText = ({ schema }: Parameter) =>
  schema.type === "string" && schema.enum === undefined && schema.format === undefined;
const wrongParameters = strict.flatMap(({ id, parameters, ...operation }) =>
  parameters
    .filter((parameter) => parameter.in === "query" && !isAnyText(parameter))
    .map(({ name }) => ({ id, name, ...operation, parameters })),
);

describeApp("what an operation does not take", { engines: ["sqlite"] }, (app) => {
  async function refusedFields(
    operation: DescribedOperation,
    call: Omit<Call, "path" | "method"> & { query?: string },
  ) {
    const { query = "", headers = {}, ...rest } = call;
    const path = `${operation.path.replaceAll("{id}", "cs_0000000000000000000000")}${query}`;
    const secret = await secretOf(app(), operation);
    // The one that takes a text gets the token as its body, and no header with it.
    const asBody = operation.body?.isJson === false ? { rawBody: secret } : {};
    const authorization: Readonly<Record<string, string>> =
      operation.body?.isJson === false
        ? { "content-type": "text/plain", origin: app().origin }
        : { authorization: `Bearer ${secret}`, origin: app().origin };
    const reply = await app().call({
      method: operation.method,
      path,
      headers: { ...authorization, "idempotency-key": `refused-${operation.id}`, ...headers },
      ...asBody,
      ...rest,
    });
    const { status, code, errors = [] } = reply.problem();
    expect({ status, code }).toEqual({ status: 422, code: "validation_failed" });
    return errors.map(({ path: field }) => field);
  }

  describe("is 422 with its name:", () => {
    test.each(strict)("a parameter that $id does not know", async (operation) => {
      expect(await refusedFields(operation, { query: "?surprise=1" })).toContain("surprise");
    });

    test.each(withBody)("a field that $id does not know", async (operation) => {
      expect(await refusedFields(operation, { body: { surprise: 1 } })).toContain("surprise");
    });

    // An empty one counts as `{}` in some places: PHP writes it so.
    test.each(withBody)("a list in place of the body of $id", async (operation) => {
      expect(await refusedFields(operation, { body: [1] })).toEqual([""]);
    });

    test.each(wrongParameters)("a value of $name that $id does not take", async ({ name, ...operation }) => {
      // Of a list, its first entry is named. Those that are required and missing are named, too.
      const isMissing = ({ required, in: place }: Parameter) => required === true && place === "query";
      const missing = operation.parameters.filter(isMissing).map((one) => one.name);
      const refused = await refusedFields(operation, { query: `?${name}=${wrongValue}` });
      const names = refused.map((path) => path.replace(/\.0$/, ""));
      expect(names.toSorted()).toEqual([...new Set([name, ...missing])].toSorted());
    });
  });

  test("there are operations to be tried, of each kind", () => {
    expect([strict, withBody, wrongParameters].every((tried) => tried.length > 10)).toBe(true);
    const known = new Set(operations.map(({ id }) => id));
    expect([...takeAnything].filter((id) => !known.has(id))).toEqual([]);
  });
});

/** The token of a claim of a refund. */
async function claimToken(app: TestApp): Promise<string> {
  const { claimUrl } = await createRefund(app, (await payPayment(app)).id);
  return new URL(claimUrl ?? "").hash.slice(1);
}

async function secretOf(app: TestApp, { path }: DescribedOperation): Promise<string> {
  if (path === "/checkout/claim") return await claimToken(app);
  return path.startsWith("/checkout/") ? (await app.api.createSession()).clientToken : app.apiKey;
}
