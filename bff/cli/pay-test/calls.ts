/** Calls of a running server, as a shop's backend and its customer's browser make them. */
import { z } from "zod";

export interface CallInput {
  readonly url: string;
  readonly token: string;
  /** The origin of the page, for the calls of a browser. */
  readonly origin?: string;
  /** Absent: a GET. */
  readonly body?: unknown;
}

export type Called<T> =
  | { readonly ok: true; readonly value: T; readonly headers: Headers }
  /** `why` ends a sentence, and has no full stop. */
  | { readonly ok: false; readonly why: string };

const timeoutMs = 60_000;

const problem = z.object({
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

function explain(status: number, body: unknown): string {
  const read = problem.safeParse(body);
  if (!read.success) return `the answer is ${status}, and not of this software`;
  const { code, detail, errors = [] } = read.data;
  const fields = errors.map(({ path, message }) => `${path} ${message}`).join(", ");
  return [`${status} ${code}`, detail, fields].filter(Boolean).join(": ");
}

/** Never throws. Names only the origin of the address, because a path may hold a token. Follows no redirect. */
export async function callServer<Schema extends z.ZodType>(
  { url, token, origin, body }: CallInput,
  schema: Schema,
): Promise<Called<z.output<Schema>>> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(origin === undefined ? {} : { origin }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const request = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  try {
    // Another place than the configuration names gets neither the key nor the order.
    const init = { ...request, headers, redirect: "manual" } as const;
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    const answer: unknown = text === "" ? null : JSON.parse(text);
    if (!response.ok) return { ok: false, why: explain(response.status, answer) };
    const read = schema.safeParse(answer);
    return read.success
      ? { ok: true, value: read.data, headers: response.headers }
      : { ok: false, why: `what answers at ${new URL(url).origin} is another version of this software` };
  } catch (error) {
    const isText = error instanceof SyntaxError;
    const { origin: server } = new URL(url);
    return {
      ok: false,
      why: isText ? `what answers at ${server} is not this software` : `nobody answers at ${server}`,
    };
  }
}
