/** The browser API, `/checkout`, which the widget calls. Source: docs/browser-api.md#browser-api. */
import { z } from "zod";
import {
  browserPayment,
  browserSession,
  browserStatus,
  emptyRequest,
  startPaymentRequest,
} from "../../contract.ts";
import { noBody, noQuery, type Operation } from "./operation.ts";

const common = {
  tag: "browser",
  access: { kind: "client_token" },
  query: noQuery,
  idempotency: "none",
} as const;

export const readBrowserSessionOperation = {
  ...common,
  id: "readBrowserSession",
  method: "GET",
  path: "/checkout/session",
  summary: "The session as the customer may see it",
  body: noBody,
  answers: { 200: { description: "The session", schema: browserSession } },
  errors: [],
} as const;
export const openSessionOperation = {
  ...common,
  id: "openSession",
  method: "POST",
  path: "/checkout/open",
  summary: "The same, by a request for which browsers need no preflight: the client token is the body",
  access: { kind: "client_token", in: "body" },
  body: z.string().meta({ description: "The client token" }),
  contentType: "text/plain",
  answers: { 200: { description: "The session", schema: browserSession } },
  errors: [],
} as const;
export const startPaymentOperation = {
  ...common,
  id: "startPayment",
  method: "POST",
  path: "/checkout/payments",
  summary: "Start a payment by a method, or get the one that already runs",
  body: startPaymentRequest,
  answers: {
    201: { description: "The new payment", schema: browserPayment },
    200: { description: "The payment that already runs", schema: browserPayment },
  },
  errors: [
    "validation_failed",
    "session_closed",
    "payment_in_progress",
    "payment_being_confirmed",
    "method_not_available",
    "too_many_payments",
  ],
} as const;
export const readStatusOperation = {
  ...common,
  id: "readStatus",
  method: "GET",
  path: "/checkout/status",
  summary: "How the session stands, for polling: weak ETag over everything but serverTime",
  body: noBody,
  answers: {
    200: { description: "The status", schema: browserStatus, headers: ["ETag"] },
    304: { description: "Nothing has changed since the ETag in If-None-Match", headers: ["ETag"] },
  },
  errors: [],
} as const;
export const streamStatusOperation = {
  ...common,
  id: "streamStatus",
  method: "GET",
  path: "/checkout/events",
  summary: "The status as server-sent events (`event: status`), a comment every 15 s",
  body: noBody,
  answers: { 200: { description: "A stream of statuses", contentTypes: ["text/event-stream"] } },
  errors: [],
} as const;
export const cancelPaymentOperation = {
  ...common,
  id: "cancelPayment",
  method: "POST",
  path: "/checkout/payments/{id}/cancel",
  summary: "The customer gives a payment up to choose another method",
  body: emptyRequest,
  answers: { 200: { description: "The payment", schema: browserPayment } },
  errors: ["not_found", "payment_not_cancelable", "payment_being_confirmed"],
} as const;

export const browserOperations: readonly Operation[] = [
  readBrowserSessionOperation,
  openSessionOperation,
  startPaymentOperation,
  readStatusOperation,
  streamStatusOperation,
  cancelPaymentOperation,
];
