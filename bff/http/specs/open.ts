/** Routes without an API key or client token: callbacks, pages, the widget's files, health. */
import { z } from "zod";
import { noBody, noQuery, type Operation } from "./operation.ts";

const common = { query: noQuery, body: noBody, idempotency: "none", access: { kind: "public" } } as const;
const anyBytes = z.string().meta({ description: "Whatever the provider sends, up to 64 kB" });

const acknowledgement = {
  200: {
    description: "The provider's own acknowledgement, byte for byte",
    contentTypes: ["text/plain", "application/json"],
  },
} as const;

export const callbackOperation = {
  ...common,
  id: "receiveCallback",
  method: "POST",
  path: "/callbacks/{accountId}/{callbackToken}",
  tag: "providers",
  summary: "A provider's callback about the one order that this address was given for",
  query: z.looseObject({}),
  body: anyBytes,
  answers: acknowledgement,
  errors: [
    "malformed_json",
    "callback_refused",
    "source_not_allowed",
    "not_found",
    "payload_too_large",
    "unsupported_media_type",
    "rate_limited",
  ],
} as const;
export const accountCallbackOperation = {
  ...callbackOperation,
  id: "receiveAccountCallback",
  path: "/callbacks/{accountId}",
  summary: "A provider's callback to an address typed into its dashboard",
} as const;
export const payPageOperation = {
  ...common,
  id: "payPage",
  method: "GET",
  path: "/pay",
  tag: "pages",
  summary: "The hosted page; it reads the client token from the fragment",
  query: z.looseObject({}),
  answers: {
    200: { description: "The page", contentTypes: ["text/html"] },
    304: { description: "The browser has this page already (`If-None-Match`)" },
  },
  errors: ["not_found", "rate_limited"],
} as const;
export const claimPageOperation = {
  ...payPageOperation,
  id: "claimPage",
  path: "/claim",
  summary: "The page on which a customer claims a refund; it reads the claim token from the fragment",
} as const;
export const returnOperation = {
  ...common,
  id: "returnCustomer",
  method: "GET",
  path: "/return/{paymentId}.{mac}",
  tag: "pages",
  summary: "Where a provider's page sends the customer back; leads on to the session's returnUrl",
  query: z.looseObject({}),
  answers: { 303: { description: "To the merchant's page, with session_id added", headers: ["Location"] } },
  errors: ["not_found", "rate_limited"],
} as const;
export const returnPostOperation = {
  ...returnOperation,
  id: "returnCustomerByPost",
  method: "POST",
} as const;
export const widgetOperation = {
  ...common,
  id: "widgetFile",
  method: "GET",
  path: "/widget/v1/{file}",
  tag: "pages",
  summary: "The widget (`pay-checkout.js`) and its parts",
  query: z.looseObject({}),
  answers: {
    200: {
      description: "The file",
      contentTypes: ["text/javascript", "text/css", "application/json", "image/svg+xml"],
      headers: ["ETag"],
    },
    304: { description: "The file is as it was when the browser got it", headers: ["ETag"] },
  },
  errors: ["not_found", "rate_limited"],
} as const;
export const moduleOperation = {
  ...widgetOperation,
  id: "widgetModule",
  path: "/widget/{file}",
  summary: "The widget as a module that registers nothing by itself",
} as const;
export const modulePartOperation = {
  ...moduleOperation,
  id: "widgetModulePart",
  path: "/widget/element/{file}",
  summary: "The parts of the module",
} as const;
export const themeOperation = {
  ...widgetOperation,
  id: "themeFile",
  path: "/widget/themes/{file}",
  summary: "The widget's themes",
} as const;
export const imageOperation = {
  ...common,
  id: "image",
  method: "GET",
  path: "/images/{file}",
  tag: "pages",
  summary: "A picture of the configuration: the merchant's logo, or the icon of a method",
  query: z.looseObject({}),
  answers: {
    200: {
      description: "The picture",
      contentTypes: ["image/svg+xml", "image/png"],
      headers: ["ETag"],
    },
    304: { description: "The picture is as it was when the browser got it", headers: ["ETag"] },
  },
  errors: ["not_found", "rate_limited"],
} as const;
export const healthOperation = {
  ...common,
  id: "health",
  method: "GET",
  path: "/healthz",
  tag: "operations",
  summary: "The process runs",
  answers: {
    200: {
      description: "It does",
      schema: z.object({ status: z.literal("ok").meta({ description: "Always `ok`." }) }),
    },
  },
  errors: ["malformed_request"],
} as const;
export const readyOperation = {
  ...common,
  id: "ready",
  method: "GET",
  path: "/readyz",
  tag: "operations",
  summary: "The process takes requests: it reaches its database and is not shutting down",
  answers: {
    200: {
      description: "It does",
      schema: z.object({ status: z.literal("ready").meta({ description: "Always `ready`." }) }),
    },
  },
  errors: ["rate_limited"],
} as const;
export const metricsOperation = {
  ...common,
  id: "metrics",
  method: "GET",
  path: "/metrics",
  tag: "operations",
  summary: "Prometheus metrics; 404 when no token is configured",
  access: { kind: "metrics_token" },
  answers: { 200: { description: "The metrics", contentTypes: ["text/plain"] } },
  errors: ["not_found"],
} as const;
export const openApiOperation = {
  ...common,
  id: "openApi",
  method: "GET",
  path: "/openapi.json",
  tag: "operations",
  summary: "This document",
  answers: {
    200: {
      description: "OpenAPI 3.1",
      schema: z.looseObject({ openapi: z.string().meta({ description: "The version of OpenAPI." }) }),
    },
  },
  errors: ["rate_limited"],
} as const;

export const openOperations: readonly Operation[] = [
  callbackOperation,
  accountCallbackOperation,
  payPageOperation,
  claimPageOperation,
  returnOperation,
  returnPostOperation,
  widgetOperation,
  moduleOperation,
  modulePartOperation,
  themeOperation,
  imageOperation,
  healthOperation,
  readyOperation,
  metricsOperation,
  openApiOperation,
];
