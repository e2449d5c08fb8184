/**
 * OpenAPI 3.1, generated from the operations, the contract's schemas and the examples. Nothing in it is written by hand.
 */
import { describeErrorExamples, describeOtherErrors } from "./description/errors.ts";
import { describeHeaders } from "./description/headers.ts";
import { describeOperation } from "./description/operations.ts";
import { createSchemas, type Json } from "./description/schemas.ts";
import { describeWebhooks } from "./description/webhooks.ts";
import { browserOperations } from "./specs/browser.ts";
import { claimOperations } from "./specs/claim.ts";
import { merchantOperations } from "./specs/merchant.ts";
import { openOperations } from "./specs/open.ts";
import type { Operation } from "./specs/operation.ts";

export const allOperations: readonly Operation[] = [
  ...merchantOperations,
  ...browserOperations,
  ...claimOperations,
  ...openOperations,
];

const tags: Readonly<Record<Operation["tag"] | "webhooks", string>> = {
  merchant: "The merchant's backend calls these with an API key.",
  browser: "The customer's browser calls these with the client token of one session. The widget does.",
  providers: "Providers call these. They are trusted by their signature.",
  pages: "Pages and files for browsers.",
  operations: "For whoever runs the server.",
  webhooks: "The server calls these at the endpoints of the merchant. They are signed.",
};

const description = `Takes payments through several providers behind one API.

A whole payment takes three steps: the merchant's backend creates a session, the customer's browser starts a payment, and the merchant receives a webhook.

Unknown fields and parameters of a request are an error. In answers and events, fields, statuses, exceptions, event types, methods and codes may be added: ignore what you do not know. Amounts are decimal text. Times are ISO 8601 in UTC with milliseconds. Errors are problem details (RFC 9457): rely on \`code\`.`;

const securitySchemes: Readonly<Record<string, Json>> = {
  apiKey: { type: "http", scheme: "bearer", description: "An API key of the configuration." },
  clientToken: { type: "http", scheme: "bearer", description: "The client token of one session." },
  claimToken: { type: "http", scheme: "bearer", description: "The claim token of one refund." },
  metricsToken: { type: "http", scheme: "bearer", description: "`metrics.token` of the configuration." },
};

/** The whole document. */
export function describeApi(options: { readonly publicUrl: string; readonly version: string }): Json {
  const schemas = createSchemas();
  const paths = [...Map.groupBy(allOperations, ({ path }) => path)].map(([path, group]) => {
    const methods = group.map((operation) => [
      operation.method.toLowerCase(),
      describeOperation(schemas, operation),
    ]);
    return [path, Object.fromEntries(methods)] as const;
  });
  const webhooks = describeWebhooks(schemas);
  const otherError = describeOtherErrors(schemas);
  return {
    openapi: "3.1.0",
    info: {
      title: "pay-checkout",
      version: options.version,
      description,
      contact: { name: "The operator of this server", url: options.publicUrl },
      license: { name: "Apache License 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: options.publicUrl, description: "This server." }],
    tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
    paths: Object.fromEntries(paths),
    webhooks,
    components: {
      schemas: Object.fromEntries(schemas.components),
      responses: { OtherError: otherError },
      headers: describeHeaders(),
      examples: describeErrorExamples(),
      securitySchemes,
    },
  };
}
