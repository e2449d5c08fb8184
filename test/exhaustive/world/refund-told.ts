/**
 * What was said and sent of a payment and of the payouts of its refunds. The oracle judges by this alone: it knows none
 * of the rows.
 */
import { moneyIn, saysEnd, saysPaid, type Word } from "./words.ts";

/** Whether the money of a payout may be with the customer. */
export type Out = "no" | "maybe" | "yes";

export interface ToldOfPayout {
  readonly minor: number;
  readonly out: Out;
  /** How often the provider was called with it. */
  readonly sends: number;
  /** The provider's answer to that call has come, or nobody waits for it any more. */
  readonly isAnswered: boolean;
  /** A callback says that money went out, and nobody has settled it. */
  readonly isClaimed: boolean;
  readonly isReversalClaimed: boolean;
  /** Its money came back before. */
  readonly wasBack: boolean;
  /** The provider has said that it has it. */
  readonly isAccepted: boolean;
  /** A callback has come, so the provider has it, whatever a query finds. */
  readonly isHeard: boolean;
  /** How often in a row a query has found no such payout, with 15 minutes between. */
  readonly absences: number;
  /** An operator has called it failed, and knew that a callback said that money went out. */
  readonly isClaimKnown: boolean;
  /** An operator has called it paid, and the provider has never said so. */
  readonly isPaidByOperator: boolean;
}

export interface Told {
  /** What the payment's provider says that it has received, in minor units. */
  readonly received: number;
  /** A callback has reported a reversal of the payment, and no query has settled it. */
  readonly isReversalClaimed: boolean;
  readonly payouts: Readonly<Record<string, ToldOfPayout>>;
}

export const firstTold = (received: number): Told => ({ received, isReversalClaimed: false, payouts: {} });

const unsent = {
  out: "no",
  sends: 0,
  isAnswered: false,
  isClaimed: false,
  isReversalClaimed: false,
  wasBack: false,
  isAccepted: false,
  isHeard: false,
  absences: 0,
  isClaimKnown: false,
  isPaidByOperator: false,
} as const;

export const withToldPayout = (told: Told, id: string, minor: number): Told => ({
  ...told,
  payouts: { ...told.payouts, [id]: { minor, ...unsent } },
});

export function tellOf(told: Told, id: string, tell: (payout: ToldOfPayout) => ToldOfPayout): Told {
  const known = told.payouts[id];
  return known === undefined ? told : { ...told, payouts: { ...told.payouts, [id]: tell(known) } };
}

/** Somebody has decided that it goes out. */
export const committed = (payout: ToldOfPayout): ToldOfPayout => ({ ...payout, out: "maybe" });

export const gone = (payout: ToldOfPayout): ToldOfPayout => ({ ...payout, isClaimed: false, out: "no" });

/** A weakly signed word: it settles nothing. */
export function heardOfPayout(before: ToldOfPayout, word: Word): ToldOfPayout {
  // That it failed is no contradiction to a refusal.
  const payout = { ...before, isHeard: true, isAccepted: before.isAccepted || !saysEnd(word) };
  if (saysPaid(word)) {
    if (payout.isClaimKnown) return payout;
    const isNews = payout.out !== "yes";
    return { ...payout, out: isNews ? "maybe" : "yes", isClaimed: isNews };
  }
  const isReversal = word === "reversed" || (saysEnd(word) && payout.out === "yes");
  return { ...payout, isReversalClaimed: payout.isReversalClaimed || isReversal };
}

export function answeredOfPayout(before: ToldOfPayout, word: Word): ToldOfPayout {
  if (word === "not found") {
    const absences = before.absences + 1;
    const isGone = absences >= 2 && !before.isAccepted && !before.isHeard && before.out === "maybe";
    return isGone ? { ...gone(before), absences } : { ...before, absences };
  }
  const payout = { ...before, absences: 0, isAccepted: true };
  if (saysPaid(word)) {
    return { ...payout, out: "yes", isClaimed: false, isReversalClaimed: false, isPaidByOperator: false };
  }
  if (word === "reversed" || saysEnd(word)) {
    const isContradicted =
      word !== "reversed" && payout.isClaimed && !payout.isReversalClaimed && !payout.wasBack;
    const isNoNews = saysEnd(word) && payout.isPaidByOperator && !payout.isReversalClaimed;
    if (isContradicted || isNoNews) return payout;
    const wasBack = payout.wasBack || payout.out === "yes" || word === "reversed" || payout.isReversalClaimed;
    return { ...payout, out: "no", isClaimed: false, isReversalClaimed: false, wasBack };
  }
  return payout;
}

export const heardOfPayment = (told: Told, word: Word): Told =>
  word === "reversed" ? { ...told, isReversalClaimed: true } : told;

export function answeredOfPayment(told: Told, word: Word): Told {
  if (saysPaid(word)) return { ...told, received: moneyIn(word) ?? 0 };
  return { ...told, received: 0, isReversalClaimed: false };
}

/** A person who has looked decides. */
export function settledByOperator(payout: ToldOfPayout, outcome: "succeeded" | "failed"): ToldOfPayout {
  if (outcome === "succeeded") return { ...payout, out: "yes", isClaimed: false, isPaidByOperator: true };
  return { ...gone(payout), isClaimKnown: payout.isClaimed };
}

/** All that may be with customers, in minor units. */
export const outMinor = ({ payouts }: Told): number =>
  Object.values(payouts).reduce((sum, { out, minor }) => (out === "no" ? sum : sum + minor), 0);
