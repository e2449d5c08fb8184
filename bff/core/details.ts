/**
 * What a timeline says beside the states. Each sentence stands here once, in English, with a code that stays: `say` writes
 * it, and `readDetail` finds its code and values again, so that the console can say it in another language.
 *
 * A sentence whose words change moves to `former`: rows that have it are read as before.
 *
 * Source: docs/decisions/0067-details-by-code.md#0067-details-of-timelines-are-sentences-with-a-code
 */
import { z } from "zod";
import { createSentences, type ValuesIn } from "./sentences.ts";

const list = {
  // How a payment ends before money has come.
  customer_canceled: "the customer canceled it",
  customer_chose_another: "the customer chose another method",
  nothing_shown: "nothing was shown that could be paid",
  merchant_canceled: "the merchant canceled the session",
  merchant_changed_amount: "the merchant changed the amount",
  paid_by_another: "another payment has paid the session",
  not_canceled: "not canceled: a reported payment is being confirmed",
  time_over: "its time is over",
  time_over_unconfirmed: "its time is over; what was reported is not confirmed yet",
  watch_over: "its watch is over",
  watch_over_unanswered: "its watch is over, and the provider has not said how it ended",
  reversal_open: "its watch is over, and nobody knows whether it was reversed",
  reversal_by_hand: "by hand: it was reversed",
  no_reversal_by_hand: "by hand: it was not reversed",
  never_confirmed: "paid, but never confirmed",
  // What the provider answered to an order of ours.
  refused: "refused by the provider: {failure}",
  no_answer: "no answer to rely on: {reason}",
  refused_but_paid: "no answer to rely on: refused, {failure}, but reported as paid",
  order_unknown_yet: "the provider does not know the order (yet)",
  order_unknown: "the provider does not know the order, for 15 minutes",
  payout_unknown_yet: "the provider does not know the payout (yet)",
  payout_unknown: "the provider does not know the payout, for 15 minutes",
  // What was reported, and what is done about it.
  reported: "{report} reported; the provider is queried",
  reported_amount: "{report} reported ({amount} {currency}); the provider is queried",
  reported_untold: "success reported without its amount; the provider is queried",
  known_report: "{report} reported: recorded, nothing changed",
  known_report_amount: "{report} reported ({amount} {currency}): recorded, nothing changed",
  known_report_untold: "success reported without its amount: recorded, nothing changed",
  recorded: "{fact}: recorded, nothing changed",
  contradicted:
    "the query says that it failed, and a callback that it was paid; the provider is queried again",
  payout_contradicted: "failure reported, and a callback says that money went out; the provider is queried",
  still_paid: "the provider says at the end of the watch that it is paid: the reversal did not happen",
  // Why what was paid does not agree with the order.
  other_order_number: "paid under another order number",
  reversal_in_doubt: "paid while a reversal is in doubt",
  other_currency: "paid in another currency",
  unreadable_amount: "paid an amount that cannot be read",
  other_amount_ordered: "another amount was ordered than ours",
  two_amounts: "one source says {least}, another {most}",
  amount_changed: "ordered for {ordered}, and {due} is to be paid now",
  // Payouts.
  payout_other_currency: "paid out in another currency",
  payout_unreadable_amount: "paid out an amount that cannot be read",
  payout_other_amount: "{amount} {currency} reported, {ordered} ordered",
  payout_two_amounts: "{amount} and {other} {currency} reported, {ordered} ordered",
  part_paid_out: "a part was paid out",
  still_under_way: "still under way, by the provider's answer",
  reversed: "reversed by the provider",
  says_the_same: "the provider goes on saying what it said before",
  callback_unconfirmed: "what a callback said could not be confirmed to the end of the watch",
  end_unknown: "the provider did not say to the end of the watch what became of it",
  held_back: "not sent: the refund may not be sent any more ({objection})",
  // Refunds.
  claimed: "the customer said where the money is to go",
  other_person: "the customer named another person than the payer",
  unclaimed: "nobody claimed it",
} as const;

/** Older wordings that rows may have, by code. */
const former: readonly (readonly [DetailCode, string])[] = [];

export type DetailCode = keyof typeof list;
const sentences = createSentences(list, former);
export const { codes: detailCodes, read: readDetail, sentenceOf } = sentences;

const detailText = z.string().brand<"detail">();
/** A sentence of this list. Only `say` makes one, so that no timeline says what has no code. */
export type Detail = z.infer<typeof detailText>;

export function say<Code extends DetailCode>(code: Code, values: ValuesIn<(typeof list)[Code]>): Detail {
  return detailText.parse(sentences.write(code, values));
}
