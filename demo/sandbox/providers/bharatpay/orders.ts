import type { ApiFault } from "../../hostility/faults.ts";
import { orderAsTold } from "../../hostility/lies.ts";
import type { ApiRequest, Outcome } from "../../http/answer.ts";
import { atMost, checkFields, isAmount, isWebAddress, matches, oneOf, type Rule } from "../../http/rules.ts";
import { randomDigits } from "../../ids.ts";
import { parseMinor, shortText } from "../../money.ts";
import { holdings } from "../../state/holdings.ts";
import type { Order } from "../../state/order.ts";
import { type BharatpayDesk, type Family, isAuthorized, open, refuse, take, type Version } from "./desk.ts";
import { resultOf } from "./order-info.ts";

interface Flavour {
  readonly family: Family;
  readonly version: Version;
}
type Handle = (desk: BharatpayDesk, request: ApiRequest, fault: ApiFault | null) => Outcome;

const sourceNoRule = matches(/^[0-9A-Za-z_-]{1,32}$/);

const createRules = {
  amount: { required: true, type: "number", test: (text: string) => isAmount(text, 2) },
  sourceNo: { required: true, test: sourceNoRule },
  callbackUrl: { required: false, test: isWebAddress },
} as const satisfies Record<string, Rule>;

const payeeRules = {
  accountName: { required: true, test: atMost(128) },
  bankNo: { required: false, test: matches(/^[A-Z]{4}0[A-Z0-9]{6}$/) },
  bankName: { required: false, test: atMost(128) },
  bankAccount: { required: true, test: matches(/^(\d{6,20}|[\w.-]{2,256}@[\w.-]{2,64})$/) },
  accountType: { required: true, test: oneOf("1", "2") },
  mobile: { required: false, test: matches(/^\+?\d{8,15}$/) },
} as const satisfies Record<string, Rule>;

const payeeField = "payeeAccountDetail";

type Payee =
  | { readonly ok: true; readonly detail: Record<string, string> }
  | { readonly ok: false; readonly why: string };

/** The order that a request asks for, or the first thing wrong with it. */
type Wanted =
  | {
      readonly ok: true;
      readonly amountMinor: bigint;
      readonly callbackUrl: string;
      /** null for an order that collects. */
      readonly payee: Record<string, string> | null;
    }
  | { readonly ok: false; readonly code: number; readonly errorDesc: string };

/** The payee of a payout: a bank account with its IFSC ("1") or a UPI address ("2"). */
function readPayee(fields: Parameters<typeof checkFields>[0]): Payee {
  const checked = checkFields(fields, payeeRules);
  if (!checked.ok) return { ok: false, why: `${checked.field} ${checked.why}` };
  const { text } = checked;
  const isUpi = text("accountType") === "2";
  if (isUpi !== text("bankAccount").includes("@")) return { ok: false, why: "bankAccount value" };
  if (!isUpi && text("bankNo") === "") return { ok: false, why: "bankNo missing" };
  return {
    ok: true,
    detail: { payee: text("accountName"), account: text("bankAccount"), bank: text("bankNo") },
  };
}

type OpenedFields = Extract<ReturnType<typeof open>, { ok: true }>;

function readWanted(desk: BharatpayDesk, family: Family, opened: OpenedFields): Wanted {
  const wrong = (name: string, why: string): Wanted => ({
    ok: false,
    code: 1001,
    errorDesc: `Parameter ${name}: ${why}`,
  });
  const checked = checkFields(opened.fields, createRules);
  if (!checked.ok) return wrong(checked.field, checked.why);
  const payeeFields = opened.nested.get(payeeField);
  const unknown = [...opened.nested.keys()].find((name) => name !== payeeField || family === "Credit");
  if (unknown) return wrong(unknown, "unknown");
  const payee = payeeFields && readPayee(payeeFields);
  if (payee && !payee.ok) return wrong(payeeField, payee.why);
  if (family === "Debit" && !payee && !desk.quirks.debitCollects) return wrong(payeeField, "missing");
  return {
    ok: true,
    amountMinor: parseMinor(checked.text("amount"), 2) ?? 0n,
    callbackUrl: checked.text("callbackUrl"),
    payee: payee?.detail ?? null,
  };
}

/** `Set` (V1) and `Place` (V2) of both families. */
export function createOrder({ family, version }: Flavour): Handle {
  return (desk, request, fault) => {
    const opened = open(desk, request, { version, fault });
    if (!opened.ok) return opened.refusal;
    const orderNo = opened.fields.get("sourceNo")?.text ?? "";
    const no = (code: number, errorDesc: string) => refuse({ code, errorDesc, orderNo });
    const wanted = readWanted(desk, family, opened);
    if (!wanted.ok) return no(wanted.code, wanted.errorDesc);
    const { amountMinor, callbackUrl, payee } = wanted;
    if (desk.store.list({ provider: "bharatpay" }).some((held) => held.orderNo === orderNo)) {
      return no(1004, "SourceNo already exists");
    }
    if (payee && amountMinor > holdings(desk.store, "bharatpay", 2).availableMinor) {
      return no(1006, "Insufficient balance");
    }
    const platformNo = randomDigits(9);
    const order = desk.store.add({
      provider: "bharatpay",
      kind: payee ? "payout" : "payment",
      orderNo,
      platformNo,
      via: `${family}/${version === "v1" ? "Set" : "Place"}`,
      currency: "INR",
      decimals: 2,
      amountMinor,
      callbackUrl: callbackUrl || null,
      returnUrl: null,
      detail: { family, ...(payee ?? { upi: `shop${platformNo}@sandbox` }) },
    });
    return order
      ? take(desk, { result: resultOf(desk, order), version, orderNo })
      : no(1004, "SourceNo already exists");
  };
}

/** `Get` (V1) and `GetV2`: finds an order of the family by BharatPay's number or the merchant's. */
export function queryOrder({ family, version }: Flavour): Handle {
  const idName = `channel${family}OrderId`;
  const rules: Readonly<Record<string, Rule>> = {
    [idName]: { required: false, type: "number", test: matches(/^[1-9]\d{0,17}$/) },
    sourceNo: { required: false, test: sourceNoRule },
  };
  return (desk, request, fault) => {
    const opened = open(desk, request, { version, fault });
    if (!opened.ok) return opened.refusal;
    const orderNo = opened.fields.get("sourceNo")?.text ?? "";
    const no = (code: number, errorDesc: string) => refuse({ code, errorDesc, orderNo });
    const checked = checkFields(opened.fields, rules);
    if (!checked.ok) return no(1001, `Parameter ${checked.field}: ${checked.why}`);
    const id = checked.text(idName);
    if (id === "" && orderNo === "") return no(1001, `${idName} or sourceNo is required`);
    const held = desk.store.findWhere(
      (each) =>
        each.provider === "bharatpay" &&
        each.detail.family === family &&
        (id === "" || each.platformNo === id) &&
        (orderNo === "" || each.orderNo === orderNo),
    );
    const order: Order | undefined = orderAsTold(held, fault);
    if (!order) return no(1005, "Order does not exist");
    return take(desk, { result: resultOf(desk, order), version, orderNo: order.orderNo });
  };
}

/** `Merchant/Balance`: accepts the authorization of either version. */
export function queryBalance(desk: BharatpayDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  if (!isAuthorized(desk, request, "v1") && !isAuthorized(desk, request, "v2")) {
    return refuse({ code: 401, errorDesc: "Unauthorized", signature: "refused" });
  }
  if (fault?.kind === "refuse") {
    return refuse({ code: Number(fault.code ?? 1010), errorDesc: fault.message ?? "Not available" });
  }
  const { totalMinor, frozenMinor, availableMinor } = holdings(desk.store, "bharatpay", 2);
  const amounts = [totalMinor, frozenMinor, availableMinor].map((minor) => shortText(minor, 2));
  const [balance, frozen, remain] = amounts;
  const result = `{"balance":${balance},"frozenBalance":${frozen},"remainBalance":${remain}}`;
  return take(desk, { result, version: "v1" });
}
