import { expect, test } from "vitest";
import { createSessionRequest, payer } from "../../bff/contract.ts";
import { accountNumberKinds, faultOfAccountNumber } from "../../bff/core/beneficiary/account-number.ts";
import { readTaxId } from "../../bff/core/beneficiary/tax-id.ts";
import { isDay } from "../../bff/core/days.ts";
import { maskSaidText } from "../../bff/core/mask-said-text.ts";
import { parseDecimal, parseProviderDecimal } from "../../bff/core/money.ts";
import { classifyReport } from "../../bff/core/payment/classify-report.ts";
import { matchesEntityTag } from "../../bff/http/entity-tag.ts";
import { findForbiddenText } from "../../bff/http/forbidden-text.ts";
import { findRepeatedFields } from "../../bff/http/repeated-fields.ts";
import { isEmail, isPhone } from "../../bff/providers/cxpay/contact.ts";
import { inTwoDecimals, payPageUrl } from "../../bff/providers/lhxpay/wire.ts";
import { readBalanceAmount } from "../../bff/providers/parsing/balance-amount.ts";
import { cleanText, onlyIfClean } from "../../bff/providers/parsing/clean-text.ts";
import { parseFormText } from "../../bff/providers/parsing/form-fields.ts";
import { readRefusal } from "../../bff/providers/parsing/refusal-words.ts";
import { readWebAddress } from "../../bff/providers/parsing/web-address.ts";
import { readStatus } from "../../bff/providers/paypro/order-data.ts";
import { decimalForms } from "../../bff/providers/signing/decimal-forms.ts";
import { decodeCursor } from "../../bff/storage/repositories/cursors.ts";
import { formatMoney } from "../../widget/i18n/money.ts";
import { fill } from "../../widget/i18n/text.ts";
import { isAppLink } from "../../widget/net/app-link.ts";
import { isBrowserPayment } from "../../widget/net/parse.ts";
import { isSafeRedirect } from "../../widget/net/safe-url.ts";
import { objectToAll, type Work } from "./support/growth.ts";
import { allPumps } from "./support/pumped.ts";

/** No request is longer, and no part of an answer that is looked at. */
const size = 65_536;

const held = {
  status: "pending",
  orderNo: "1",
  amount: { minor: 100n, currency: "MXN", decimals: 2 },
  reversalPending: false,
} as const;

/** Functions that read a text which may come from outside. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  parseDecimal: (text) => parseDecimal(text, 2),
  parseProviderDecimal: (text) => parseProviderDecimal(text, 2),
  classifyReport: (text) =>
    classifyReport(
      { orderNo: "1", status: "succeeded", amountText: text, orderedAmountText: text, currency: null },
      held,
      "confirmed",
    ),
  decimalForms,
  inTwoDecimals,
  readBalanceAmount: (text) => readBalanceAmount(text, { currency: "MXN", decimals: 2 }),
  cleanText: (text) => cleanText(text),
  onlyIfClean: (text) => onlyIfClean(text),
  parseFormText,
  readRefusal: (text) => readRefusal({ code: text, words: text }),
  readWebAddress,
  payPageUrl: (text) => payPageUrl(text, "https://gw.example"),
  readStatus,
  isEmail,
  isPhone,
  readTaxId,
  ...Object.fromEntries(
    accountNumberKinds.map((kind) => [kind, (text: string) => faultOfAccountNumber(kind, text)]),
  ),
  matchesEntityTag: (text) => matchesEntityTag(text, 'W/"a"'),
  findForbiddenText: (text) => findForbiddenText({ [text]: { a: text } }),
  "a session's fields": (text) =>
    createSessionRequest.safeParse({
      amount: { value: text, currency: text },
      reference: text,
      description: text,
      country: text,
      locale: text,
      returnUrl: text,
      customer: { name: text, email: text, phone: text, taxId: text },
      metadata: { [text]: text },
    }),
  "a payer's fields": (text) => payer.safeParse({ name: text, email: text, phone: text, taxId: text }),
  isDay,
  decodeCursor: (text) => decodeCursor(text, "a"),
  maskSaidText: (text) =>
    maskSaidText(text, {
      fields: ["a"],
      person: [{ field: "name", text: "Ana Díaz" }],
      kept: ["1234567890"],
    }),
  findRepeatedFields: (text) => findRepeatedFields(JSON.stringify({ [text]: [text, { a: text }] })),
  "the widget's isAppLink": isAppLink,
  "the widget's isSafeRedirect": (text) => isSafeRedirect(text, false),
  "the widget's formatMoney": (text) => formatMoney({ value: text, currency: "MXN" }, "es-MX", "MX"),
  "the widget's isBrowserPayment": (text) =>
    isBrowserPayment({ amount: { value: text, currency: text }, id: text, status: text }),
  "the widget's fill": (text) => fill(text, { name: text.slice(0, 10) }),
};

test.each(Object.entries(readers))("%s takes time that grows with the text's length", async (_, read) => {
  const works = allPumps.map(({ name, make }): Work<string> => ({ name, prepare: make, run: read }));
  expect(await objectToAll(works, size)).toEqual([]);
});
