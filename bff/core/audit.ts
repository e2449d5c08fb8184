/**
 * The audit: who changed what. Every change that a person or a merchant's key makes is in it.
 *
 * Source: docs/merchant-api.md#audit
 */

export const auditActions = [
  "session.create",
  "session.change",
  "session.cancel",
  "session.link",
  "payment.cancel",
  "payment.resolve",
  "payment.refresh",
  "payout.create",
  "payout.approve",
  "payout.reject",
  "payout.resolve",
  "payout.refresh",
  "refund.create",
  "refund.cancel",
  "refund.claim",
  "event.redeliver",
  "event.replay",
  "event.test",
  "customer.erase",
  "job.retry",
  "keys.rotate",
  "operator.sign_in",
  "operator.sign_in_refused",
  "operator.sign_out",
  "operator.request_refused",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who makes a change. */
export interface Author {
  /**
   * `key:<id>` for an API key, `operator:<id>` for a person, `command` for the command line, `customer` for a claim,
   * `unknown` for somebody who could not prove to be an operator.
   */
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

export function operatorActor(operatorId: string): string {
  return `operator:${operatorId}`;
}

function idAfter(prefix: string, actor: string): string | undefined {
  return actor.startsWith(prefix) ? actor.slice(prefix.length) : undefined;
}

/** The id of an actor that is an API key. */
export function keyIdOf(actor: string): string | undefined {
  return idAfter(keyActor(""), actor);
}

/** The id of an actor that is an operator. */
export function operatorIdOf(actor: string): string | undefined {
  return idAfter(operatorActor(""), actor);
}

/** The actor of a sign-in that was refused. */
export const unknownActor = "unknown";

/** The author of what is done on the command line. */
export const commandAuthor: Author = { actor: "command", address: null, requestId: null };
