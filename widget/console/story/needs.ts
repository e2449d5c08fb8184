/** What needs a person, gathered from the lists of the merchant API that the operator may read. */

import type { Money } from "../../../bff/contract.ts";
import { allowed } from "../allowed.ts";
import { isAccounts, isEvents, isPayments, isPayouts, isRefunds } from "../net/answers.ts";
import type { Answer, Api } from "../net/api.ts";

/** Of the kinds of need, in the order of urgency: money that may be lost comes first. */
export const needKinds = [
  "payment_review",
  "payout_review",
  "payout_unknown",
  "payment_unknown",
  "payout_approval",
  "refund_claim",
  "circuit_open",
  "event_dead",
] as const;
export type NeedKind = (typeof needKinds)[number];

export interface Need {
  readonly kind: NeedKind;
  readonly object: string;
  readonly id: string;
  readonly since: string | null;
  readonly detail: string | null;
  readonly amount: Money | null;
}

interface Listed {
  readonly object: string;
  readonly id: string;
  readonly createdAt: string;
  readonly amount: Money;
}

/** A provider is asked again and again meanwhile; before that, nobody needs to look. */
const longMs = 15 * 60_000;
const listLimit = "50";

function needsOf(kind: NeedKind, items: readonly Listed[]): readonly Need[] {
  return items.map(({ object, id, createdAt, amount }) => {
    return { kind, object, id, since: createdAt, detail: null, amount };
  });
}

/** Reads all of it side by side. Fails with the first trouble, because half a list would look like calm. */
export async function readNeeds(options: {
  readonly api: Api;
  readonly may: (scopes: readonly string[]) => boolean;
  readonly isBackground: boolean;
  readonly nowMs: number;
}): Promise<Answer<readonly Need[]>> {
  const { api, may, isBackground, nowMs } = options;
  const isOld = ({ createdAt }: Listed) => nowMs - new Date(createdAt).getTime() > longMs;
  const reads: Promise<Answer<readonly Need[]>>[] = [];
  const mapped = <T>(answer: Answer<T>, map: (value: T) => readonly Need[]): Answer<readonly Need[]> =>
    answer.ok ? { ...answer, value: map(answer.value) } : answer;
  async function payments(kind: NeedKind, status: string) {
    const answer = await api.get("v1/payments", { status, limit: listLimit }, isPayments, isBackground);
    return mapped(answer, ({ data }) => needsOf(kind, status === "unknown" ? data.filter(isOld) : data));
  }
  async function payouts(kind: NeedKind, status: string) {
    const answer = await api.get("v1/payouts", { status, limit: listLimit }, isPayouts, isBackground);
    return mapped(answer, ({ data }) => needsOf(kind, status === "unknown" ? data.filter(isOld) : data));
  }
  async function refunds() {
    const query = { status: "awaiting_claim", limit: listLimit };
    const answer = await api.get("v1/refunds", query, isRefunds, isBackground);
    return mapped(answer, ({ data }) => needsOf("refund_claim", data));
  }
  async function circuits() {
    const answer = await api.get("v1/accounts", {}, isAccounts, isBackground);
    return mapped(answer, ({ data }) =>
      data
        .filter(({ circuit }) => circuit !== "closed")
        .map(({ id, lastSuccessAt }): Need => {
          return {
            kind: "circuit_open",
            object: "account",
            id,
            since: lastSuccessAt,
            detail: null,
            amount: null,
          };
        }),
    );
  }
  async function events() {
    const answer = await api.get("v1/events", { limit: "100" }, isEvents, isBackground);
    return mapped(answer, ({ data }) =>
      data
        .filter(({ deliveries }) => deliveries.some(({ state }) => state === "dead"))
        .map(({ id, timestamp, type }): Need => {
          return { kind: "event_dead", object: "event", id, since: timestamp, detail: type, amount: null };
        }),
    );
  }
  if (may(allowed.reports)) {
    reads.push(
      payments("payment_review", "review"),
      payments("payment_unknown", "unknown"),
      circuits(),
      events(),
    );
  }
  if (may(allowed.readPayouts)) {
    reads.push(
      payouts("payout_review", "review"),
      payouts("payout_unknown", "unknown"),
      payouts("payout_approval", "awaiting_approval"),
    );
  }
  if (may(allowed.readRefunds)) reads.push(refunds());
  const all: Need[] = [];
  for (const answer of await Promise.all(reads)) {
    // A list that this BFF does not have, or that the operator may not read, holds nothing that they could do.
    if (!answer.ok && (answer.trouble.status === 404 || answer.trouble.status === 403)) continue;
    if (!answer.ok) return answer;
    all.push(...answer.value);
  }
  return { ok: true, value: all, headers: new Headers() };
}
