/** Payouts: whole yuan to a bank account or card. Source: docs/providers/lhxpay.md#payouts. */
import { isWhole, twoDecimalText, wholeText } from "../../core/money.ts";
import type {
  BeneficiaryForm,
  PayoutFieldError,
  PayoutOrder,
  PayoutResult,
  PayoutSide,
} from "../contract.ts";
import { objectToPayeeText } from "../parsing/clean-text.ts";
import { checkAccount } from "../parsing/payee.ts";
import { detailsOf } from "../parsing/provider-details.ts";
import { creationNotSent, doubtPayout, refuseCreation, saying } from "../parsing/refused-calls.ts";
import { readPayoutCallback } from "./callbacks.ts";
import { confirmAbsence, type LhxpayInput, queryOrder, readEnvelope, send, subjectOf } from "./calls.ts";
import { longestName, payoutBody } from "./wire.ts";

const bankName = { name: "bankName", required: true } as const;

const forms: readonly BeneficiaryForm[] = [
  { accountType: "bank", number: "chinese_account", fields: [bankName] },
  { accountType: "card", number: "chinese_account", fields: [bankName] },
];

export function createPayouts(input: LhxpayInput): PayoutSide {
  return {
    currencies: ["CNY"],
    forms: (currency) => (currency === "CNY" ? forms : []),
    check: checkPayout,
    create: (order) => createPayout(input, order),
    query: ({ orderNo, resendCallback }) =>
      queryOrder(input, {
        operation: "payout_query",
        path: "/api/Payouts/Query",
        orderNo,
        resend: resendCallback === true,
        absent: (error) => confirmAbsence(input, error),
      }),
    readCallback: (raw) => readPayoutCallback(raw, input.credentials),
  };
}

function checkPayout(order: Parameters<PayoutSide["check"]>[0]): PayoutFieldError[] {
  const { amount, beneficiary, channel } = order;
  const errors: PayoutFieldError[] = [];
  if (amount.currency !== "CNY") errors.push({ path: "amount.currency", message: "must be CNY" });
  if (!isWhole(amount)) errors.push({ path: "amount.value", message: "must be whole yuan, without fen" });
  if (channel !== null && channel !== "bank")
    errors.push({ path: "channel", message: 'must be "bank" or absent' });
  const nameIs = objectToPayeeText(beneficiary.name, longestName);
  if (nameIs !== null) errors.push({ path: "beneficiary.name", message: nameIs });
  const bankIs = objectToPayeeText(beneficiary.bankName ?? "", longestName);
  if (bankIs !== null) errors.push({ path: "beneficiary.bankName", message: bankIs });
  return [...errors, ...checkAccount(forms, beneficiary)];
}

type Refusal = Omit<Extract<PayoutResult, { kind: "refused" }>, "kind" | "details">;

/**
 * "When error is success, the payout was requested. Else see this table": the documented refusals, after which no
 * money leaves. `mrn_duplication` stands there, too, but then there is a payout: only we use this number.
 */
const refusals: ReadonlyMap<string, Refusal> = new Map([
  ["invalid_data", { code: "request_refused", retryable: false, alarm: true }],
  ["sign_error", { code: "signature_refused", retryable: true, alarm: true }],
  ["insufficient_balance", { code: "insufficient_balance", retryable: true, alarm: false }],
  ["object_not_found", { code: "account_refused", retryable: true, alarm: true }],
]);

async function createPayout(input: LhxpayInput, order: PayoutOrder): Promise<PayoutResult> {
  const write = input.options.payoutAmountFormat === "integer" ? wholeText : twoDecimalText;
  const amount = isWhole(order.amount) ? write(order.amount) : undefined;
  if (amount === undefined) return refuseCreation({ subject: "amount" });
  const body = payoutBody(order, amount, input.credentials);
  const answer = readEnvelope(await send(input, { operation: "payout", path: "/api/Payouts/Create", body }));
  switch (answer.kind) {
    case "success":
      return { kind: "accepted", providerOrderId: null, report: null };
    case "not_sent":
      return creationNotSent;
    case "unknown":
      return answer;
    case "error": {
      const { code, message } = answer;
      const details = detailsOf({ code, message });
      const refusal = refusals.get(code);
      if (refusal !== undefined) return { kind: "refused", ...refusal, ...saying(details) };
      const subject = code === "mrn_duplication" ? "duplicate" : subjectOf(code, message);
      return doubtPayout({ subject, details });
    }
    default:
      return answer satisfies never;
  }
}
