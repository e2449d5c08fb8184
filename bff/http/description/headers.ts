/** The headers of answers and of webhooks. */
import type { Json } from "./schemas.ts";

interface Header {
  readonly description: string;
  readonly example: string;
}

const headers = {
  "X-Request-Id": {
    description: "Made by the server for this request. Its log has it, too.",
    example: "req_8sQm1VfX0bYw7LrTn2C3Zk",
  },
  "Retry-After": { description: "In how many whole seconds to try again.", example: "2" },
  "RateLimit-Policy": {
    description: "Each limit that the call has passed: requests (`q`) in seconds (`w`).",
    example: '"merchant";q=600;w=60',
  },
  RateLimit: {
    description:
      "Of each of them: the requests that are left (`r`), and the seconds until the count begins anew (`t`).",
    example: '"merchant";r=587;t=41',
  },
  "Idempotency-Replayed": {
    description: "`true` where this is the stored answer to an earlier request with this key; else absent.",
    example: "true",
  },
  "X-Provider-Answer": {
    description: "`none` when the provider did not answer, or was not queried; else absent.",
    example: "none",
  },
  "X-Provider-Report": {
    description:
      "What the provider answered to the query: `pending`, `partially_paid`, `succeeded`, `failed`, `canceled` or `reversed`, followed by amount and currency where it names an amount; `not_found` where it does not know the order. Absent when it did not answer.",
    example: "succeeded 250.00 MXN",
  },
  "Content-Disposition": {
    description: "The name of the file: what it has, from which day and to which.",
    example: 'attachment; filename="payments_2026-11-01_2026-12-01.csv"',
  },
  ETag: { description: "Of this version. Send it as `If-None-Match` to get 304.", example: 'W/"3f6c9b"' },
  Location: {
    description: "Where to go on.",
    example: "https://shop.example.com/thanks?order=1001&session_id=cs_1VfX0bYw7LrTn2C3Zk8sQm",
  },
} as const satisfies Readonly<Record<string, Header>>;
export type HeaderName = keyof typeof headers;

/** References to them, by name. */
export function refer(...names: readonly HeaderName[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function headerOf({ description, example }: Header): Json {
  return { description, schema: { type: "string" }, example };
}

/** All of them, as components. */
export function describeHeaders(): Json {
  return Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, headerOf(header)]));
}
