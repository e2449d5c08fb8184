/** What a merchant asks for when it gives money back: how much of which payment, and which way. */
import { type Beneficiary, type CreateRefundRequest, createRefundRequest } from "../../../../bff/contract.ts";
import { textOf } from "../callbacks.ts";
import type { Dice } from "../random.ts";
import { beneficiaryAt, currencyOf, isWireId, type WireId, wireIds } from "../wire/accounts.ts";

export interface RefundedPayment {
  readonly id: string;
  readonly currency: string;
  readonly receivedMinor: bigint;
}

const clabe = { accountNumber: "032180000118359719", accountType: "clabe" };

/** Whom the refund through that account may go to. */
export function beneficiaryOf(accountId: string, name: string): Beneficiary {
  return createRefundRequest.shape.beneficiary
    .unwrap()
    .unwrap()
    .parse({ name, ...(isWireId(accountId) ? beneficiaryAt[accountId] : clabe) });
}

/** Those amounts are asked for, also ones that must be refused. Null: all that is left. */
function amountOf(dice: Dice, received: bigint): bigint | null {
  return dice.pick([null, null, received / 2n, (received * 2n) / 3n, received, received + 1n, 100n]);
}

const imaginedAccounts = ["weak", "untold", "strong"] as const;

function accountFor(dice: Dice, currency: string, isWired: boolean): string {
  if (!isWired) return dice.pick(imaginedAccounts);
  const [first, ...others] = wireIds.filter((id): id is WireId => currencyOf(id) === currency);
  return first === undefined ? "paypro" : dice.pick([first, ...others]);
}

/** @param mayAsk the customer may be asked where the money is to go. */
export function refundRequest(
  dice: Dice,
  payment: RefundedPayment,
  { isWired, mayAsk, ownRefunds }: RefundWays,
): CreateRefundRequest {
  const { currency, receivedMinor } = payment;
  const minor = amountOf(dice, receivedMinor);
  const account = accountFor(dice, currency, isWired);
  const roll = dice.next();
  const isOwn = ownRefunds && roll < 0.5;
  const isAsked = !isOwn && mayAsk && roll < 0.85;
  const names = !isOwn && !isAsked;
  return createRefundRequest.parse({
    ...(minor === null ? {} : { amount: { value: textOf(minor), currency } }),
    reason: dice.pick(["duplicate", "overpaid", "late", "requested"]),
    ...(isOwn ? {} : { account }),
    ...(account === "cxpay" && !isOwn ? { channel: "32911" } : {}),
    ...(names ? { beneficiary: beneficiaryOf(account, "Ana") } : {}),
  });
}

export interface RefundWays {
  readonly isWired: boolean;
  readonly mayAsk: boolean;
  /** The providers give money back themselves. */
  readonly ownRefunds: boolean;
}
