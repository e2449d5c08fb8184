import type { ApiFault } from "../../hostility/faults.ts";
import { type ApiRequest, jsonAnswer, mediaType, type Outcome } from "../../http/answer.ts";
import { type Fields, jsonFields } from "../../http/fields.ts";
import { checkFields, matches, type Rule } from "../../http/rules.ts";
import { isSame } from "../../http/same.ts";
import type { Quirks } from "../../quirks.ts";
import type { OrderStatus } from "../../state/order.ts";
import type { SignatureVerdict } from "../../state/request-log.ts";
import type { Desk } from "../contract.ts";
import { type ChainupKeys, seal, unseal } from "./envelope.ts";

export type ChainupDesk = Desk & {
  readonly appId: string;
  readonly keys: ChainupKeys;
  readonly quirks: Quirks["chainup"];
};

/** The maximum clock skew of `time`. */
const maxSkewMs = 5 * 60_000;

const envelopeRules = {
  app_id: { required: true },
  time: { required: true, test: matches(/^\d{13}$/) },
  data: { required: true },
  sign: { required: true },
} as const satisfies Record<string, Rule>;

/** The platform's codes and messages. Source: docs/providers/chainup.md#answer-codes. */
export const codes = {
  badParameter: { code: "10020", msg: "parameter error" },
  tooFrequent: { code: "10005", msg: "operation too frequent" },
  signature: { code: "50005", msg: "signature error" },
  time: { code: "50010", msg: "request time is out of range" },
  noOrder: { code: "70001", msg: "order does not exist" },
  orderExists: { code: "70002", msg: "order already exists" },
  orderState: { code: "70003", msg: "order status error" },
  account: { code: "70005", msg: "merchant account error" },
  coin: { code: "70007", msg: "coin is not supported" },
  amount: { code: "70008", msg: "amount error" },
} as const;

interface Refusal {
  readonly code: string;
  readonly msg: string;
  readonly signature?: SignatureVerdict;
  readonly orderNo?: string;
}

/** An answer without data or signature. */
export function refuse({ code, msg, signature = "accepted", orderNo = "" }: Refusal): Outcome {
  const body = JSON.stringify({ code, msg, data: "", sign: "" });
  return { answer: jsonAnswer(body), signature, orderNo: orderNo || null, result: `${code} ${msg}` };
}

interface Taken {
  readonly data: unknown;
  readonly orderNo?: string;
  readonly code?: string;
  readonly msg?: string;
}

/** `data` encrypted for the merchant and signed by the platform. */
export function take(desk: ChainupDesk, { data, orderNo = "", code = "0", msg = "success" }: Taken): Outcome {
  const sealed = seal(JSON.stringify(data), desk.keys);
  const body = JSON.stringify({ code, msg, ...sealed });
  const result = code === "0" ? "ok" : `${code} ${msg}`;
  return { answer: jsonAnswer(body), signature: "accepted", orderNo: orderNo || null, result };
}

export type Opened<Name extends string> =
  | { readonly ok: true; readonly text: (name: Name) => string }
  | { readonly ok: false; readonly refusal: Outcome };

const no = <Name extends string>(refusal: Refusal): Opened<Name> => ({ ok: false, refusal: refuse(refusal) });

function readJson(request: ApiRequest): Fields | undefined {
  if (mediaType(request.headers) !== "application/json") return undefined;
  const parsed = jsonFields(request.body);
  return parsed.ok ? parsed.fields : undefined;
}

/** Checks the envelope, the merchant, the clock, the encryption and the signature, then the inner fields. */
export function open<Name extends string>(
  desk: ChainupDesk,
  request: ApiRequest,
  options: { readonly rules: Readonly<Record<Name, Rule>>; readonly fault: ApiFault | null },
): Opened<Name> {
  const outer = readJson(request);
  const envelope = outer && checkFields(outer, envelopeRules);
  if (!envelope?.ok) return no({ ...codes.badParameter, signature: "absent" });
  const { text } = envelope;
  if (!isSame(text("app_id"), desk.appId)) return no({ ...codes.account, signature: "absent" });
  if (Math.abs(Number(text("time")) - desk.now()) > maxSkewMs) {
    return no({ ...codes.time, signature: "absent" });
  }
  const inner = unseal(text("data"), text("sign"), desk.keys);
  if (!inner) return no({ ...codes.signature, signature: "refused" });
  const parsed = jsonFields(inner);
  return parsed.ok ? checkInner(parsed.fields, options) : no(codes.badParameter);
}

/** Checks the inner fields of a call, with or without an envelope. */
export function checkInner<Name extends string>(
  fields: Fields,
  { rules, fault }: { readonly rules: Readonly<Record<Name, Rule>>; readonly fault: ApiFault | null },
): Opened<Name> {
  const orderNo = fields.get("appOrderId")?.text ?? "";
  const checked = checkFields(fields, rules);
  if (!checked.ok) {
    const { code, msg } = codes.badParameter;
    return no({ code, msg: `${msg}: ${checked.field} ${checked.why}`, orderNo });
  }
  if (fault?.kind === "refuse") {
    return no({ code: fault.code ?? codes.account.code, msg: fault.message ?? "refused", orderNo });
  }
  return { ok: true, text: checked.text };
}

/** A query without an envelope, as the documentation's table shows it. */
export function openFlat<Name extends string>(
  request: ApiRequest,
  options: { readonly rules: Readonly<Record<Name, Rule>>; readonly fault: ApiFault | null },
): Opened<Name> {
  const fields = readJson(request);
  return fields ? checkInner(fields, options) : no({ ...codes.badParameter, signature: "absent" });
}

/** Whether a body is flat: it lacks the envelope's `data`. */
export function isFlat(request: ApiRequest): boolean {
  const fields = readJson(request);
  return fields !== undefined && !fields.has("data") && fields.has("orderNum");
}

/** ChainUp's order statuses. Source: docs/providers/chainup.md#order-status. */
export const orderStatusCodes: Readonly<Record<OrderStatus, string>> = {
  pending: "1",
  partially_paid: "1",
  succeeded: "3",
  failed: "2",
  closed: "0",
  reversed: "2",
};
