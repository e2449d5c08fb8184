/** The refunds of a payment in sentences: who asked for them, how, and what has become of them. Pure. */
import type { Refund, TimelineEntry } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import type { Format } from "../i18n/format.ts";
import { type Texts, textFor } from "../i18n/texts.ts";
import { nameOfActor } from "./actor.ts";

export interface RefundStep {
  readonly at: string;
  readonly text: string;
}

interface Words {
  readonly texts: Texts;
  readonly format: Format;
}

type StepName = keyof Texts["story"]["refundStep"];

const ownStep = {
  unknown: "unknown",
  pending: "pending",
  succeeded: "succeeded",
  failed: "failed",
  canceled: "canceled",
  expired: "expired",
  awaiting_approval: "awaiting_approval",
  creating: "sent",
} as const satisfies Readonly<Record<string, StepName>>;

/** The sentences of one line of a refund's timeline, in their order. */
function namesOf({ from, to, cause, actor }: TimelineEntry): readonly StepName[] {
  if (from === to) return [];
  const next: StepName = Object.entries(ownStep).find(([status]) => status === to)?.[1] ?? "changed";
  if (from === null) return to === "awaiting_claim" || to === "creating" ? ["created"] : ["created", next];
  if (from === "awaiting_claim" && cause === "create") {
    return to === "awaiting_approval" ? ["claimed", next] : ["claimed"];
  }
  if (from === "awaiting_approval" && to !== "canceled" && actor !== null) {
    return to === "creating" ? ["approved"] : ["approved", next];
  }
  return [next];
}

/** The steps of one refund; none where its timeline is not known. */
export function tellRefund(refund: Refund, { texts, format }: Words): readonly RefundStep[] {
  const { refundStep, refundMethod } = texts.story;
  const steady = {
    amount: format.money(refund.amount),
    account: refund.account,
    reason: textFor(texts.confirm.refund.reasons, refund.reason),
    method: textFor(refundMethod, refund.method),
    code: refund.failure === null ? "–" : textFor(texts.told.failure, refund.failure.code),
  };
  return (refund.timeline ?? []).flatMap((entry) =>
    namesOf(entry).map((name) => ({
      at: entry.at,
      text: fill(refundStep[name], {
        ...steady,
        actor: entry.actor === null ? textFor(texts.cause, entry.cause) : nameOfActor(entry.actor, texts),
        from: textFor(texts.status.refund, entry.from ?? ""),
        to: textFor(texts.status.refund, entry.to),
      }),
    })),
  );
}

/** Neither paid nor ended: the payment's story says how it stands. */
const open: ReadonlySet<string> = new Set([
  "awaiting_claim",
  "awaiting_approval",
  "creating",
  "unknown",
  "pending",
]);

/** How the refunds stand that have not ended, a sentence each. */
export function tellOpenRefunds(refunds: readonly Refund[], { texts, format }: Words): readonly string[] {
  return refunds
    .filter(({ status }) => open.has(status))
    .map(({ status, amount }) =>
      fill(textFor(texts.story.refundNow, status), { amount: format.money(amount) }),
    );
}
