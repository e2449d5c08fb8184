/** How an operation of the merchant API is described, and which scopes allow what. */
import type { z } from "zod";
import type { Scope } from "../../config/types.ts";
import { type AnswerSpec, noBody, noQuery, type Operation } from "./operation.ts";

type Parts<Query extends z.ZodType, Body extends z.ZodType> = Pick<
  Operation<Query, Body>,
  "id" | "path" | "summary" | "errors"
> & { readonly scopes: readonly Scope[]; readonly answer: AnswerSpec };

export function read<Query extends z.ZodType = typeof noQuery>(
  parts: Parts<Query, typeof noBody> & { readonly query: Query },
): Operation<Query, typeof noBody> {
  const { scopes, answer, ...rest } = parts;
  return {
    ...rest,
    method: "GET",
    tag: "merchant",
    access: { kind: "api_key", scopes },
    body: noBody,
    idempotency: "none",
    answers: { 200: answer },
  };
}

export function change<Body extends z.ZodType>(
  parts: Parts<typeof noQuery, Body> & {
    readonly body: Body;
    readonly status: 200 | 201;
    readonly idempotency?: "required";
    /** Default: POST. */
    readonly method?: "PATCH";
  },
): Operation<typeof noQuery, Body> {
  const { scopes, answer, status, idempotency = "optional", method = "POST", ...rest } = parts;
  return {
    ...rest,
    method,
    tag: "merchant",
    access: { kind: "api_key", scopes },
    query: noQuery,
    idempotency,
    answers: { [status]: answer },
  };
}

export const providerAnswer = ["X-Provider-Answer", "X-Provider-Report"] as const;

/** Who may call what, by what the call does. Source: docs/http-api.md#scopes */
export const allowed = {
  sessions: ["sessions"],
  payouts: ["payouts"],
  approvePayouts: ["payouts:approve"],
  refunds: ["refunds"],
  readRefunds: ["refunds", "reports"],
  operate: ["operate"],
  reports: ["reports"],
  audit: ["audit"],
  erase: ["customers"],
  /** The shop reads what it has started, and so does whoever looks after it. */
  readPayments: ["sessions", "reports"],
  /** Who settles a payment has to query it first. */
  refreshPayments: ["sessions", "operate"],
  /** Nobody can approve what they cannot see. */
  readPayouts: ["payouts", "payouts:approve", "reports"],
  refreshPayouts: ["payouts", "operate"],
} as const satisfies Readonly<Record<string, readonly Scope[]>>;
