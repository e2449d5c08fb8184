/** Payouts, always through the family `Debit`. Source: docs/providers/bharatpay.md#payouts. */
import type {
  BeneficiaryForm,
  PayoutFieldError,
  PayoutOrder,
  PayoutResult,
  PayoutSide,
} from "../contract.ts";
import { objectToPayeeText } from "../parsing/clean-text.ts";
import { checkAccount } from "../parsing/payee.ts";
import { creationNotSent, doubtPayout, unreadable } from "../parsing/refused-calls.ts";
import { readCallback } from "./callbacks.ts";
import { type BharatpayAccount, callOrder, queryOrder } from "./exchange.ts";
import { accountTypes, payoutText, readBeyondPending, readOrderResult, reportOf } from "./wire.ts";

const family = "Debit";

const forms: readonly BeneficiaryForm[] = [
  { accountType: "upi", number: "upi", fields: [] },
  {
    accountType: "bank",
    number: "indian_account",
    fields: [
      { name: "bankCode", required: true },
      { name: "bankName", required: false },
    ],
  },
];

export function createPayouts(account: BharatpayAccount): PayoutSide {
  return {
    currencies: ["INR"],
    forms: (currency) => (currency === "INR" ? forms : []),
    check: checkPayout,
    create: (order) => createPayout(account, order),
    query: ({ orderNo }) => queryOrder(account, { operation: "payout_query", family, orderNo }),
    readCallback: (raw) => readCallback(raw, account.cipher),
  };
}

type Check = readonly [isWrong: boolean, path: string, message: string];

function checkPayout({
  amount,
  channel,
  beneficiary,
}: Parameters<PayoutSide["check"]>[0]): PayoutFieldError[] {
  const { accountType, phone } = beneficiary;
  const nameIs = objectToPayeeText(beneficiary.name);
  const bankIs = beneficiary.bankName === null ? null : objectToPayeeText(beneficiary.bankName);
  const checks: Check[] = [
    [amount.currency !== "INR", "amount.currency", "must be INR"],
    [channel !== null && !accountTypes.has(channel), "channel", 'must be "bank", "upi" or absent'],
    [
      channel !== null &&
        accountTypes.has(channel) &&
        accountTypes.has(accountType) &&
        channel !== accountType,
      "beneficiary.accountType",
      "must be the same as channel",
    ],
    [nameIs !== null, "beneficiary.name", nameIs ?? ""],
    [bankIs !== null, "beneficiary.bankName", bankIs ?? ""],
    [
      phone !== null && !/^\+?\d{8,15}$/.test(phone),
      "beneficiary.phone",
      "must be a telephone number, digits only",
    ],
  ];
  return [
    ...checks.flatMap(([isWrong, path, message]): PayoutFieldError[] => (isWrong ? [{ path, message }] : [])),
    ...checkAccount(forms, beneficiary),
  ];
}

async function createPayout(account: BharatpayAccount, order: PayoutOrder): Promise<PayoutResult> {
  const inner = payoutText(order);
  const answer = await callOrder(account, { operation: "payout", family, call: "create", inner });
  switch (answer.kind) {
    case "done": {
      const result = readOrderResult(answer.result);
      if (result?.info.merchantSourceNo !== order.orderNo) return unreadable;
      const reported = reportOf(result, null);
      return {
        kind: "accepted",
        providerOrderId: reported.providerOrderId,
        ...readBeyondPending(reported),
      };
    }
    case "refused":
      // The documentation has no list of codes, so none of them says that no money leaves.
      return doubtPayout(answer);
    case "not_sent":
      return creationNotSent;
    case "unknown":
      return answer;
    default:
      return answer satisfies never;
  }
}
