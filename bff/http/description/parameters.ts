/** What stands in the path, the query and the headers of a request. */
import { z } from "zod";
import type { Operation } from "../specs/operation.ts";
import type { Json, Schemas } from "./schemas.ts";

interface PathParameter {
  readonly description: string;
  readonly example: string;
}

/** By the segment before an `{id}`. */
const ids: ReadonlyMap<string, PathParameter> = new Map(
  Object.entries({
    sessions: { description: "The id of a session.", example: "cs_1VfX0bYw7LrTn2C3Zk8sQm" },
    payments: { description: "The id of a payment.", example: "pay_7LrTn2C3Zk8sQm1VfX0bYw" },
    payouts: { description: "The id of a payout.", example: "po_5Vx0cQ2mZk8sYw7LrTn1Bf" },
    refunds: { description: "The id of a refund.", example: "re_9Zk8sQm1VfX0bYw7LrTn2C" },
    accounts: { description: "The id of an account of the configuration.", example: "chainup-coins" },
    "event-replays": { description: "The id of a replay of events.", example: "rpl_2mZk8sQm1VfX0bYw7LrTn3" },
    events: { description: "The id of an event.", example: "evt_bYw7LrTn2C3Zk8sQm1VfX0" },
  }),
);
/** By name. */
const others: ReadonlyMap<string, PathParameter> = new Map(
  Object.entries({
    accountId: { description: "The id of an account of the configuration.", example: "paypro-mx" },
    callbackToken: { description: "Belongs to one payment or payout.", example: "9mZk8sQm1VfX0bYw7LrTn2" },
    paymentId: { description: "The id of a payment.", example: "pay_7LrTn2C3Zk8sQm1VfX0bYw" },
    mac: { description: "Shows that this server made the address.", example: "k3m9x0q2w8z7a1b4" },
  }),
);
/** By the segment before a `{file}`. */
const files: ReadonlyMap<string, PathParameter> = new Map(
  Object.entries({
    v1: { description: "The name of a file.", example: "pay-checkout.js" },
    widget: { description: "The name of a file.", example: "element.js" },
    element: { description: "The name of a file.", example: "chunk-3f6c9b.js" },
    themes: { description: "The name of a file.", example: "dark.css" },
    images: { description: "The name of a picture, made from its content.", example: "3f6c9b.svg" },
  }),
);

/** The parameters of one segment, such as `{paymentId}.{mac}`, after another. */
function describeSegment(segment: string, before: string): Json[] {
  return [...segment.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => {
    const known = name === "id" ? ids.get(before) : name === "file" ? files.get(before) : others.get(name);
    if (known === undefined) throw new Error(`nothing is said of {${name}} after ${before}`);
    return { name, in: "path", required: true, schema: { type: "string" }, ...known };
  });
}

function describePath({ path }: Operation): Json[] {
  const segments = path.split("/");
  return segments.flatMap((segment, index) => describeSegment(segment, segments[index - 1] ?? ""));
}

function describeQuery(schemas: Schemas, query: z.ZodType): Json[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).map(([name, part]) => {
    const { description, examples, ...schema } = schemas.describe(part, "output");
    return {
      name,
      in: "query",
      required: !part.safeParse(undefined).success,
      description,
      schema,
      ...(schema.type === "array" ? { explode: false } : {}),
      example: Array.isArray(examples) ? examples[0] : undefined,
    };
  });
}

function describeKey(required: boolean): Json {
  return {
    name: "Idempotency-Key",
    in: "header",
    required,
    description:
      "Your own name for this request. The same key with the same body repeats the first answer, for at least 24 hours.",
    schema: { type: "string", minLength: 1, maxLength: 255 },
    example: "order-1001",
  };
}

const ifNoneMatch: Json = {
  name: "If-None-Match",
  in: "header",
  required: false,
  description: "The `ETag` of the answer before: 304 if nothing has changed since.",
  schema: { type: "string" },
  example: 'W/"3f6c9b"',
};

export function describeParameters(schemas: Schemas, operation: Operation): readonly Json[] {
  const { idempotency, answers } = operation;
  return [
    ...describePath(operation),
    ...describeQuery(schemas, operation.query),
    ...(idempotency === "none" ? [] : [describeKey(idempotency === "required")]),
    ...("304" in answers ? [ifNoneMatch] : []),
  ];
}
