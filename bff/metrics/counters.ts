/**
 * Every counter of the use cases, with every series that can be foreseen. A counter that begins to exist with its first
 * event is missed by Prometheus' `increase()`, so each series exists from the start, at 0. What a label may say follows
 * from the types of the code: a new value does not compile until it has its line here.
 */

import { discrepancyKinds } from "../contract.ts";
import { driftKinds } from "../core/drift.ts";
import { paymentMoves } from "../core/payment/transitions.ts";
import { payoutMoves } from "../core/payout/transitions.ts";
import { refundMoves } from "../core/refund/moves.ts";
import type { CallbackOutcome, Refusal, StrangerReason } from "../core/refused-callback.ts";
import type { ClosedBecause } from "../http/connections.ts";
import {
  type CallOutcome,
  type Capability,
  knownAlarmCodes,
  type UnknownCause,
} from "../providers/contract.ts";
import type { ProviderOperation } from "../providers/http-client.ts";
import type { DeliveryOutcome, MetricLabels, MetricName, ServiceContext } from "../services/context.ts";
import type { JobKind } from "../storage/schema/jobs.ts";

/** What the configuration says of the labels. It may change while the process runs. */
export type Known = Pick<ServiceContext, "accounts" | "config">;

export type Labels<Described> = { readonly [Label in keyof Described]: string };

export interface CounterDescription<Described> {
  readonly help: string;
  /** In the order of the output, with what each says. An object, so that the type makes it complete. */
  readonly labels: { readonly [Label in keyof Described]: string };
  /** Those that exist from the start. */
  readonly series: (known: Known) => readonly Labels<Described>[];
}

/** All values of a union: the object is complete by its type. */
export function valuesOf<Union extends string>(values: Readonly<Record<Union, true>>): readonly string[] {
  return Object.keys(values);
}

const callbackOutcomes = valuesOf<CallbackOutcome>({
  accepted: true,
  account_not_configured: true,
  source_not_allowed: true,
  payload_too_large: true,
  unsupported_media_type: true,
  callback_refused: true,
  not_found: true,
});
const refusalReasons = valuesOf<Refusal | StrangerReason>({
  source: true,
  too_large: true,
  coding: true,
  signature: true,
  account: true,
  order: true,
  unreadable: true,
  unknown_account: true,
  unknown_token: true,
  unknown_order: true,
  account_not_configured: true,
});
const unknownCauses = valuesOf<UnknownCause>({
  timeout: true,
  connection_lost: true,
  server_error: true,
  rate_limited: true,
  unreadable_answer: true,
  answer_too_large: true,
  redirected: true,
  access_denied: true,
  error_status: true,
  unclear_refusal: true,
  duplicate_order: true,
  unsafe_redirect: true,
  no_provider_number: true,
  interrupted: true,
});
const callOutcomes = valuesOf<CallOutcome>({
  answered: true,
  failed: true,
  no_answer: true,
  not_sent: true,
  circuit_open: true,
});
const deliveryOutcomes = valuesOf<DeliveryOutcome>({
  delivered: true,
  retry: true,
  dead: true,
  disabled: true,
});
const jobKinds = valuesOf<JobKind>({
  sync_payment: true,
  sync_payout: true,
  expire_payment: true,
  expire_session: true,
  deliver_event: true,
  reconcile: true,
  replay_events: true,
});
const closedBecause = valuesOf<ClosedBecause>({
  too_many_waiting: true,
  stalled: true,
  too_many_connections: true,
});

/** Which capabilities of an account bring which operation. */
const capabilitiesOf: Readonly<Record<ProviderOperation, readonly Capability[]>> = {
  create: ["create"],
  query: ["query"],
  cancel: ["cancel"],
  // A refund is carried as a payout is.
  payout: ["payout", "refund"],
  payout_query: ["payout", "refund"],
  balance: ["balance"],
  statement: ["statement"],
};

/** The operations of each account, by its capabilities. */
export function operationsOf(known: Pick<Known, "accounts">): { account: string; operation: string }[] {
  return [...known.accounts.values()].flatMap(({ id, adapter }) =>
    Object.entries(capabilitiesOf)
      .filter(([, any]) => any.some((capability) => adapter.capabilities.includes(capability)))
      .map(([operation]) => ({ account: id, operation })),
  );
}

function accountsIn({ accounts }: Known): { account: string }[] {
  return [...accounts.keys()].map((account) => ({ account }));
}

/** Callbacks also come for accounts that are not there. */
function addressesIn(known: Known): { account: string }[] {
  return [...accountsIn(known), { account: "unknown" }];
}

/** Each of those with each value of a label. */
function times<Base extends object, Label extends string>(
  bases: readonly Base[],
  label: Label,
  values: readonly string[],
) {
  return bases.flatMap((base) => values.map((value) => ({ ...base, ...pair(label, value) })));
}

function pair<Label extends string>(label: Label, value: string): { readonly [Key in Label]: string };
function pair(label: string, value: string): object {
  return { [label]: value };
}

const account = "the account's id in the configuration";

export const counters: { readonly [Name in MetricName]: CounterDescription<MetricLabels[Name]> } = {
  payment_transitions: {
    help: "Changes of a payment's state",
    labels: { account, from: "the state before", to: "the state after" },
    series: (known) => accountsIn(known).flatMap((one) => paymentMoves.map((move) => ({ ...one, ...move }))),
  },
  payout_transitions: {
    help: "Changes of a payout's state",
    labels: { account, from: "the state before", to: "the state after" },
    series: (known) => accountsIn(known).flatMap((one) => payoutMoves.map((move) => ({ ...one, ...move }))),
  },
  refund_transitions: {
    help: "Changes of a refund's state",
    labels: { account, from: "the state before; `none` where it is made", to: "the state after" },
    series: (known) => accountsIn(known).flatMap((one) => refundMoves.map((move) => ({ ...one, ...move }))),
  },
  callbacks: {
    help: "Callbacks from providers",
    labels: {
      account: `${account}, or \`unknown\``,
      outcome: "`accepted`, or the error that the sender got",
    },
    series: (known) => times(addressesIn(known), "outcome", callbackOutcomes),
  },
  refused_callbacks: {
    help: "Callbacks that were refused, by reason",
    labels: { account: `${account}, or \`unknown\``, reason: "what was wrong" },
    series: (known) => times(addressesIn(known), "reason", refusalReasons),
  },
  undocumented_statuses: {
    help: "Status codes that a provider's documentation does not cover",
    labels: { account },
    series: accountsIn,
  },
  provider_alarms: {
    help: "Providers that refuse our credentials or signature",
    labels: { account, code: "what the provider objects to" },
    series: (known) => times(accountsIn(known), "code", knownAlarmCodes),
  },
  provider_unknowns: {
    help: "Calls whose outcome is unknown",
    labels: { account, cause: "why there is no answer to rely on" },
    series: (known) => times(accountsIn(known), "cause", unknownCauses),
  },
  provider_calls: {
    help: "Calls to providers, by how they ended",
    labels: {
      account,
      operation: "what the call was for",
      outcome:
        "`answered`, `failed` (a status of 500 or more), `no_answer`, `not_sent` (no connection) or `circuit_open` (not tried)",
    },
    series: (known) => times(operationsOf(known), "outcome", callOutcomes),
  },
  webhook_deliveries: {
    help: "Attempts to deliver an event, and deliveries that were not attempted because their endpoint is disabled",
    labels: { outcome: "`delivered`, `retry`, `dead` or `disabled`" },
    series: () => times([{}], "outcome", deliveryOutcomes),
  },
  dead_jobs: {
    help: "Jobs that were abandoned after too many failures",
    labels: { kind: "the kind of the job" },
    series: () => times([{}], "kind", jobKinds),
  },
  misplaced_keys: {
    help: "Requests with an API key from an address that it is not for",
    labels: { key: "the key's id in the configuration" },
    series: ({ config }) => config.merchant.apiKeys.map(({ id }) => ({ key: id })),
  },
  connections_closed: {
    help: "Connections that were closed or refused because they took too much",
    labels: { reason: "what they took too much of" },
    series: () => times([{}], "reason", closedBecause),
  },
  provider_drift: {
    help: "What a provider sends and its documentation does not have, once a day for each name",
    labels: { account, kind: "what is new: a field, its letter case, a content type, a code" },
    series: (known) => times(accountsIn(known), "kind", driftKinds),
  },
  discrepancies: {
    help: "Disagreements found by reconciliation",
    labels: { account, kind: "how the books differ" },
    series: (known) => times(accountsIn(known), "kind", discrepancyKinds),
  },
};
