/**
 * Requests of each operation, made from its description: right ones, and right ones with one thing wrong. fast-check
 * generates and shrinks them.
 */
import fc, { type Arbitrary } from "fast-check";
import type { Call } from "../../support/http-client.ts";
import { mutatedJson, mutatedJsonText } from "../mutation/json.ts";
import { type PoolName, refer } from "../pools.ts";
import { apiKey, deskKey, metricsToken, readerKey } from "../server/place.ts";
import type { Components, DescribedOperation, Parameter } from "./document.ts";
import { anyText, asJson, type Hint, type Json, valuesOf } from "./values.ts";

export interface RequestsOptions {
  readonly components: Components;
  readonly hint: Hint;
  readonly origin: string;
}

/** A request in parts, before it is one. */
interface Draft {
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  /** Instead of the body. */
  readonly text?: string;
}

type Wrong = Arbitrary<(draft: Draft) => Draft>;

const most = 60;

/** Which pool a parameter of the path is taken from. */
function poolOf(operation: DescribedOperation, name: string): PoolName {
  const { path } = operation;
  if (name === "file") return "file";
  if (path.startsWith("/v1/sessions")) return "session";
  if (path.includes("/payments")) return "payment";
  if (path.startsWith("/v1/payouts")) return "payout";
  if (path.startsWith("/v1/events")) return "event";
  return "account";
}

function pathOf(operation: DescribedOperation): Arbitrary<string> {
  if (operation.path.startsWith("/callbacks/{accountId}/")) {
    return fc.nat(most).map((index) => refer("callback", index));
  }
  if (operation.path.startsWith("/return/")) return fc.nat(most).map((index) => refer("return", index));
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return fc
    .tuple(...names.map((name) => fc.nat(most).map((index) => refer(poolOf(operation, name), index))))
    .map((values) => values.reduce((path, value) => path.replace(/\{\w+\}/, value), operation.path));
}

function queryOf(parameters: readonly Parameter[], options: RequestsOptions) {
  const ofQuery = parameters.filter((parameter) => parameter.in === "query");
  const fields = ofQuery.map(({ name, schema }) => {
    const own = valuesOf(schema, options);
    const known: Arbitrary<Json> = fc.nat(most).map((index) => refer(poolOfQuery(name), index));
    return [name, isPooled(name) ? fc.oneof(known, own) : own] as const;
  });
  const required = ofQuery.filter((parameter) => parameter.required).map(({ name }) => name);
  return fc
    .record(Object.fromEntries(fields), { requiredKeys: required })
    .map((values) =>
      Object.entries(values).map(([name, value]): [string, string] => [
        name,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    );
}

const pooled: Readonly<Record<string, PoolName>> = {
  cursor: "cursor",
  session: "session",
  payment: "payment",
  payout: "payout",
  account: "account",
  subject: "session",
};
const isPooled = (name: string) => Object.hasOwn(pooled, name);
const poolOfQuery = (name: string): PoolName => pooled[name] ?? "session";

function headersOf(
  operation: DescribedOperation,
  index: number,
  options: RequestsOptions,
): Arbitrary<Readonly<Record<string, string>>> {
  const key = operation.parameters.find(({ name }) => name === "Idempotency-Key");
  const keys: Arbitrary<string | undefined> =
    key === undefined
      ? fc.constant(undefined)
      : fc.oneof(
          fc.stringMatching(/^[\x21-\x7e]{1,40}$/),
          fc.nat(20).map((number) => `key-${number}`),
          ...(key.required ? [] : [fc.constant(undefined)]),
        );
  const credentials: Readonly<Record<string, Arbitrary<string>>> = {
    apiKey: fc.oneof(
      { weight: 5, arbitrary: fc.constant(apiKey) },
      { weight: 1, arbitrary: fc.constantFrom(deskKey, readerKey) },
    ),
    clientToken: fc.constant(refer("token", index)),
    metricsToken: fc.constant(metricsToken),
  };
  const credential = credentials[operation.credential ?? ""] ?? fc.constant(undefined);
  return fc.tuple(keys, credential).map(([idempotencyKey, secret]) => ({
    ...(operation.path.startsWith("/checkout") ? { origin: options.origin } : {}),
    ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
    ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    ...(operation.body === undefined ? {} : { "content-type": "application/json" }),
  }));
}

/** A method that its session offers: both references have the same number. */
function matching(body: Json, index: number): Json {
  return asJson(JSON.parse(JSON.stringify(body).replaceAll(/@method:\d+@/g, refer("method", index))));
}

function draftOf(operation: DescribedOperation, options: RequestsOptions): Arbitrary<Draft> {
  const { body } = operation;
  return fc.nat(most).chain((index) =>
    fc.record({
      path: pathOf(operation),
      query: queryOf(operation.parameters, options),
      headers: headersOf(operation, index, options),
      body:
        body === undefined
          ? fc.constant(undefined)
          : valuesOf(body.schema, options).map((value) => matching(value, index)),
    }),
  );
}

const wrongHeaders = fc.constantFrom<Readonly<Record<string, string>>>(
  { authorization: "Bearer sk_wrong" },
  { authorization: "Basic c2hvcDpzaG9w" },
  { authorization: "Bearer" },
  { authorization: `Bearer ${refer("endedToken", 0)}` },
  { authorization: `Bearer ${apiKey} ` },
  { authorization: `bearer ${metricsToken}` },
  { origin: "https://evil.example" },
  { origin: "null" },
  { "content-type": "text/plain" },
  { "content-type": "application/json; charset=utf-16" },
  { "content-type": "application/x-www-form-urlencoded" },
  { "content-type": "multipart/form-data; boundary=x" },
  { "content-encoding": "gzip" },
  { "content-encoding": "utf-8" },
  { "idempotency-key": "x".repeat(256) },
  { "idempotency-key": "" },
  { accept: "text/html" },
  { "accept-encoding": "br;q=0, *;q=0.1" },
  { "if-none-match": '"x", W/"y", *' },
  { range: "bytes=0-5,2-3" },
  { "x-forwarded-for": "203.0.113.7, 10.0.0.1, unknown" },
  { "x-http-method-override": "DELETE" },
  { host: "evil.example" },
  { cookie: "a=b" },
);

/** What may be wrong with any request. */
const wrongAnywhere: readonly Wrong[] = [
  wrongHeaders.map((headers) => (draft) => ({ ...draft, headers: { ...draft.headers, ...headers } })),
  fc.constantFrom("authorization", "idempotency-key", "content-type").map((name) => (draft) => ({
    ...draft,
    headers: Object.fromEntries(Object.entries(draft.headers).filter(([header]) => header !== name)),
  })),
  fc.tuple(anyText, anyText).map((pair) => (draft) => ({ ...draft, query: [...draft.query, pair] })),
  fc.nat(9).map((at) => (draft) => {
    const again = draft.query[at % Math.max(draft.query.length, 1)] ?? (["limit", "1"] as const);
    return { ...draft, query: [...draft.query, again] };
  }),
  anyText.map((text) => (draft) => ({
    ...draft,
    path: `${draft.path}${encodeURIComponent(text.toWellFormed())}`,
  })),
  fc
    .constantFrom("/", "//", "/.", "/..", "%2f", "%00", "%", "%zz", ";a", "%E0%80%80", ".json")
    .map((end) => (draft) => ({
      ...draft,
      path: `${draft.path}${end}`,
    })),
];

function wrongBodies(body: Json | undefined): Wrong[] {
  if (body === undefined)
    return [fc.constantFrom("{}", "x", "[1]").map((text) => (draft) => ({ ...draft, text }))];
  const sizes = fc.constantFrom(1_000, 32_000, 32_769, 70_000, 200_000);
  return [
    mutatedJson(body).map((other) => (draft) => ({ ...draft, body: other })),
    mutatedJson(body).map((other) => (draft) => ({ ...draft, body: other })),
    mutatedJsonText(body).map((text) => (draft) => ({ ...draft, text })),
    fc.tuple(sizes, fc.constantFrom("x", " ", "漢", "\u0000")).map(([size, piece]) => (draft) => ({
      ...draft,
      text: JSON.stringify({ ...Object(body), reference: piece.repeat(size / Buffer.byteLength(piece)) }),
    })),
    fc
      .constantFrom("", "null", "[]", "{", '"', "nul", "\ufeff{}")
      .map((text) => (draft) => ({ ...draft, text })),
  ];
}

function toCall(operation: DescribedOperation, draft: Draft): Call {
  const { query, headers, body, text } = draft;
  const search = query
    .map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join("="))
    .join("&");
  const path =
    search === "" ? draft.path : `${draft.path}?${search.replaceAll("%40", "@").replaceAll("%3A", ":")}`;
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    method: operation.method,
    path,
    headers,
    ...(content === undefined ? {} : { rawBody: content }),
  };
}

/** Half of the requests are right, as far as the description says it; half have one thing wrong. */
export function requestsOf(operation: DescribedOperation, options: RequestsOptions): Arbitrary<Call> {
  const draft = draftOf(operation, options);
  const right = draft.map((made) => toCall(operation, made));
  const wrong = draft.chain((made) =>
    fc.oneof(...wrongAnywhere, ...wrongBodies(made.body)).map((change) => toCall(operation, change(made))),
  );
  return fc.oneof(right, wrong);
}
