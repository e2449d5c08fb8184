/**
 * How a provider's books differ from ours: each sentence once, with a code that stays. The statement's answer has the code
 * beside the sentence.
 *
 * Source: docs/decisions/0067-details-by-code.md#0067-details-of-timelines-are-sentences-with-a-code
 */
import { createSentences } from "./sentences.ts";

const { write, read, codes, sentenceOf } = createSentences({
  unknown_there: "the provider does not know it, here it is {status}",
  says_otherwise: "the provider says {said}, here it was {status}",
  other_amount_received: "the provider names another amount than was received here",
  other_amount_sent: "the provider names another amount than was ordered here",
  lists_amount: "the provider lists {amount} {currency}",
  lists_as_paid: "the provider lists it as paid, here it is {status}",
  not_ours: "the provider lists an order that is not ours: {amount} {currency}",
  not_ours_at: "the provider lists an order that is not ours: {amount} {currency}, paid at {paidAt}",
  not_ours_unnumbered:
    "the provider lists an order that is not ours by its own number only: {amount} {currency}",
  not_ours_unnumbered_at:
    "the provider lists an order that is not ours by its own number only: {amount} {currency}, paid at {paidAt}",
  not_listed: "it succeeded here and is not in the provider's statement",
});

export {
  codes as disagreementCodes,
  read as readDisagreement,
  sentenceOf as disagreementOf,
  write as sayDisagreement,
};
