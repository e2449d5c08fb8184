/** Payouts, always through the family `Debit`. Source: docs/providers/bharatpay.md#payouts. */
import type { PayoutFieldError, PayoutOrder, PayoutResult, PayoutSide } from "../contract.ts";
import { objectToPayeeText } from "../parsing/clean-text.ts";
import { creationNotSent, doubtPayout, unreadable } from "../parsing/refused-calls.ts";
import { readCallback } from "./callbacks.ts";
import { type BharatpayAccount, callOrder, queryOrder } from "./exchange.ts";
import { accountTypes, payoutText, readBeyondPending, readOrderResult, reportOf } from "./wire.ts";

const family = "Debit";

export function createPayouts(account: BharatpayAccount): PayoutSide {
  return {
    currencies: ["INR"],
    forms: () => [
      { accountType: "upi", fields: [] },
      {
        accountType: "bank",
        fields: [
          { name: "bankCode", required: true },
          { name: "bankName", required: false },
        ],
      },
    ],
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
  const { accountType, accountNumber, bankCode, phone } = beneficiary;
  const isUpi = accountType === "upi";
  const nameIs = objectToPayeeText(beneficiary.name);
  const bankIs = beneficiary.bankName === null ? null : objectToPayeeText(beneficiary.bankName);
  const checks: Check[] = [
    [amount.currency !== "INR", "amount.currency", "must be INR"],
    [channel !== null && !accountTypes.has(channel), "channel", 'must be "bank", "upi" or absent'],
    [!accountTypes.has(accountType), "beneficiary.accountType", 'must be "bank" or "upi"'],
    [
      channel !== null && accountTypes.has(channel) && channel !== accountType,
      "beneficiary.accountType",
      "must be the same as channel",
    ],
    [nameIs !== null, "beneficiary.name", nameIs ?? ""],
    [bankIs !== null, "beneficiary.bankName", bankIs ?? ""],
    [
      isUpi
        ? !/^[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9.-]{1,63}$/.test(accountNumber)
        : !/^\d{6,20}$/.test(accountNumber),
      "beneficiary.accountNumber",
      isUpi ? "must be a UPI address such as name@bank" : "must be the account's number, 6 to 20 digits",
    ],
    [
      !isUpi && !/^[A-Z]{4}0[A-Z0-9]{6}$/.test(bankCode ?? ""),
      "beneficiary.bankCode",
      "must be an IFSC such as SBIN0001234",
    ],
    [
      phone !== null && !/^\+?\d{8,15}$/.test(phone),
      "beneficiary.phone",
      "must be a telephone number, digits only",
    ],
  ];
  return checks.flatMap(([isWrong, path, message]): PayoutFieldError[] =>
    isWrong ? [{ path, message }] : [],
  );
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
