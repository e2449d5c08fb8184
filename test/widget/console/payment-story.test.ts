import { describe, expect, test } from "vitest";
import { payment as paymentSchema } from "../../../bff/contract.ts";
import { readDetail } from "../../../bff/core/details.ts";
import { createFormat } from "../../../widget/console/i18n/format.ts";
import { languages } from "../../../widget/console/i18n/languages.ts";
import { detailWords } from "../../../widget/console/story/detail.ts";
import { tellPayment } from "../../../widget/console/story/payment-story.ts";
import { at, mxn, paid } from "../../browser/console/support/answers.ts";

const english = { texts: await languages.en.load(), format: createFormat("en") };
const spanish = { texts: await languages.es.load(), format: createFormat("es") };
/** As the API gives it. */
const coded = (detail: string) => ({ detail, ...readDetail(detail) });
const reported = coded("success reported (1399.50 MXN); the provider is queried");

function tell(changes: object, words = english) {
  const payment = paymentSchema.parse({ ...paid, ...changes, reference: "order-1001", refunds: [] });
  return tellPayment({ payment, session: null, refunds: [], ...words });
}

describe("what was paid too much", () => {
  test.each([
    ["0.00", "The customer paid MX$20.00 too much."],
    ["19.50", "The customer paid MX$20.00 too much. Of that, MX$0.50 has not been refunded."],
    ["20.00", "The customer paid MX$20.00 too much, and that much has been refunded."],
  ])("is told with what of it is left when %s went back", (refunded, sentence) => {
    const { unexpected, now } = tell({ amountRefunded: mxn(refunded) });
    expect(unexpected).toEqual([sentence]);
    expect(now).toContain(sentence);
  });
});

describe("a detail that the server wrote", () => {
  test("is told in the operator's language, with its amount", () => {
    expect(detailWords(reported, english)).toBe("Reported: paid (MX$1,399.50). The provider is queried.");
    expect(detailWords(reported, spanish)).toMatch(/^Informado: pagado \(1399,50.MXN\)/);
    expect(detailWords(coded("partial payment reported; the provider is queried"), english)).toBe(
      "Reported: partly paid. The provider is queried.",
    );
    expect(detailWords(coded("the customer said where the money is to go"), spanish)).toBe(
      "El cliente indicó adónde debe ir el dinero.",
    );
  });

  test("that is a person's own stays as it is", () => {
    expect(detailWords({ detail: "Agreed by phone." }, spanish)).toBeNull();
    const entry = { at: at(3), from: "review", to: "succeeded", cause: "operator", actor: "operator:ana" };
    const { steps } = tell({ timeline: [{ ...entry, detail: "Agreed by phone." }] });
    expect(steps).toMatchObject([{ more: null, quote: "Agreed by phone." }]);
  });

  test("says what was decided by hand, and quotes the operator's note beside it", () => {
    const entry = { at: at(3), from: "succeeded", to: "succeeded", cause: "operator", actor: "operator:ana" };
    const decided = coded("by hand: it was not reversed");
    const note = "The bank has looked.";
    const { steps } = tell({ timeline: [{ ...entry, ...decided, detail: note, note }] }, spanish);
    expect(steps).toMatchObject([{ more: "Decidido a mano: no se revirtió.", quote: note }]);
  });

  test("stands beside its step as a sentence of ours, and is not quoted", () => {
    const entry = { at: at(3), from: "pending", to: "canceled", cause: "cancel", actor: null };
    const { steps } = tell({ timeline: [{ ...entry, ...coded("the customer canceled it") }] }, spanish);
    expect(steps).toMatchObject([{ more: "El cliente lo canceló.", quote: null }]);
  });

  test("of a report that is still to be confirmed is not called a message that changed nothing", () => {
    const entry = { at: at(3), from: "pending", to: "pending", cause: "callback", actor: null };
    const { steps } = tell({ timeline: [{ ...entry, ...reported }] });
    expect(steps).toMatchObject([
      {
        text: "paypro-mx reported: paid (MX$1,399.50). It is being confirmed by a query.",
        quote: null,
      },
    ]);
  });
});

describe("a reversal in doubt", () => {
  test("is told first of what is unexpected, and no word of it where there is none", () => {
    const sentence = "It was reported that the money was taken back, and paypro-mx has not confirmed it.";
    expect(tell({ inDoubt: "reversal" }).unexpected[0]).toBe(sentence);
    expect(tell({}).now).not.toContain(sentence);
  });

  test.each([
    ["its watch is over, and nobody knows whether it was reversed", "nadie sabe si se revirtió"],
    ["by hand: it was reversed", "se revirtió"],
    ["by hand: it was not reversed", "no se revirtió"],
    [
      "the provider says at the end of the watch that it is paid: the reversal did not happen",
      "no se revirtió",
    ],
  ])("has its end in the operator's language: %s", (detail, words) => {
    expect(detailWords(coded(detail), spanish)).toContain(words);
  });
});
