/**
 * The audit: who changed what. Every change that a person or a merchant's key makes is in it.
 *
 * Source: docs/merchant-api.md#audit
 */

export const auditActions = [
  "session.create",
  "session.cancel",
  "payment.cancel",
  "payment.resolve",
  "payout.create",
  "payout.approve",
  "payout.reject",
  "payout.resolve",
  "refund.create",
  "refund.cancel",
  "refund.claim",
  "event.redeliver",
  "customer.erase",
  "job.retry",
  "keys.rotate",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who makes a change. */
export interface Author {
  /** `key:<id>` for an API key, `operator:<id>` for a person, `command` for the command line, `customer` for a claim. */
  readonly actor: string;
  /** Where the request came from; null for a command. */
  readonly address: string | null;
  readonly requestId: string | null;
}

/** What the author does. */
export interface AuditedAction {
  readonly author: Author;
  readonly action: AuditAction;
}

/** What is kept of a state: statuses, amounts, numbers. No personal details, no secrets, no free text. */
export type AuditedState = Readonly<
  Record<string, string | number | { readonly value: string; readonly currency: string }>
>;

export function keyActor(apiKeyId: string): string {
  return `key:${apiKeyId}`;
}

/** The author of what is done on the command line. */
export const commandAuthor: Author = { actor: "command", address: null, requestId: null };
