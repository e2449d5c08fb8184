/** Payouts: `payOut`, and its query. Source: docs/providers/paypro.md#payouts. */
import { isWhole, wholeText } from "../../core/money.ts";
import type {
  BeneficiaryForm,
  PayoutFieldError,
  PayoutOrder,
  PayoutRef,
  PayoutResult,
  PayoutSide,
  QueryResult,
} from "../contract.ts";
import { cleanText, objectToPayeeText } from "../parsing/clean-text.ts";
import { plainWords } from "../parsing/latin-and-malay-words.ts";
import { checkAccount } from "../parsing/payee.ts";
import { creationNotSent, doubtPayout, refuseCreation, unreadable } from "../parsing/refused-calls.ts";
import { readBeyondPending, readFailedCreation } from "./creation-status.ts";
import { readOrderData, readStatus } from "./order-data.ts";
import { queryOrder } from "./query.ts";
import { callPaypro, type PayproAccount, type PayproOutcome } from "./wire.ts";

/** Our account type → PayPro's. */
const accountTypes: ReadonlyMap<string, string> = new Map([
  ["clabe", "CLABE"],
  ["card", "DebitCard"],
]);

const forms: readonly BeneficiaryForm[] = [
  { accountType: "clabe", number: "clabe", fields: [] },
  { accountType: "card", number: "mexican_card", fields: [] },
];

export const payoutForms: PayoutSide["forms"] = (currency) => (currency === "MXN" ? forms : []);

/** Checks a payout before PayPro is called. */
export const checkPayout: PayoutSide["check"] = ({ amount, channel, beneficiary }) => {
  const nameIs = objectToPayeeText(beneficiary.name);
  const checks: (readonly [isWrong: boolean, path: string, message: string])[] = [
    [amount.currency !== "MXN", "amount.currency", "must be MXN for this account"],
    [!isWhole(amount), "amount.value", "must be whole pesos for this account"],
    [channel !== null && channel !== "bank", "channel", "must be bank or absent for this account"],
    [nameIs !== null, "beneficiary.name", nameIs ?? ""],
  ];
  return [
    ...checks.flatMap(([isWrong, path, message]): PayoutFieldError[] => (isWrong ? [{ path, message }] : [])),
    ...checkAccount(forms, beneficiary),
  ];
};

/** Sends money out. The order has passed {@link checkPayout}. */
export async function createPayout(account: PayproAccount, order: PayoutOrder): Promise<PayoutResult> {
  const { beneficiary } = order;
  const amount = wholeText(order.amount);
  const type = accountTypes.get(beneficiary.accountType);
  if (amount === undefined) return refuseCreation({ subject: "amount" });
  if (type === undefined) return refuseCreation({ subject: "other" });
  const outcome = await callPaypro(account, {
    operation: "payout",
    name: "payOut",
    now: order.now,
    fields: {
      tradeNo: order.orderNo,
      wayCode: "bank",
      amount,
      customerName: cleanText(beneficiary.name),
      customerAccountType: type,
      customerAccount: beneficiary.accountNumber,
      notifyUrl: order.callbackUrl,
    },
  });
  if (outcome.kind === "not_sent") return creationNotSent;
  if (outcome.kind === "unknown") return outcome;
  if (outcome.kind === "refused") {
    return isNothingMade(outcome) ? refuseCreation(outcome) : doubtPayout(outcome);
  }
  const data = readOrderData(outcome.data, order.orderNo);
  if (!data) return unreadable;
  const reading = readStatus(data.status);
  // "Other are error codes, can be treated as a failure."
  if (reading.kind === "query_again" || reading.status === "failed") return readFailedCreation(data);
  const { providerOrderId } = data;
  return { kind: "accepted", providerOrderId, ...readBeyondPending(order.orderNo, data, reading) };
}

/**
 * The documentation has no list of refusals. Of most, as of "channel without response", nobody knows whether money
 * leaves. A request with a wrong signature, or without the money for it, is carried out by nobody.
 */
function isNothingMade({
  isNotTaken,
  subject,
  details,
}: Extract<PayproOutcome, { kind: "refused" }>): boolean {
  return isNotTaken && (subject === "credentials" || saysMoneyIsLacking(details?.message ?? ""));
}

/** Only of our own balance: a channel's, or "insufficient permission", says nothing of the money. */
const lacks = [
  "insufficient balance",
  "insufficient funds",
  "insufficient account balance",
  "insufficient merchant balance",
  "insufficient available balance",
  "balance insufficient",
  "balance is insufficient",
  "balance not enough",
  "balance is not enough",
  "not enough balance",
  "not enough money",
  "account balance insufficient",
  "account balance is insufficient",
  "merchant balance insufficient",
  "merchant balance is insufficient",
  "余额不足",
  "账户余额不足",
  "商户余额不足",
  "saldo insuficiente",
  "fondos insuficientes",
];

function saysMoneyIsLacking(message: string): boolean {
  const words = plainWords(message);
  return lacks.some((phrase) => words.startsWith(phrase));
}

/** Queries a payout. */
export function queryPayout(account: PayproAccount, { orderNo, now }: PayoutRef): Promise<QueryResult> {
  return queryOrder(account, { kind: "payout", orderNo, now }, () => null);
}
