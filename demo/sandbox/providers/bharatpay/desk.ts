import { isLosslessNumber } from "lossless-json";
import type { ApiFault } from "../../hostility/faults.ts";
import { type ApiRequest, jsonAnswer, mediaType, type Outcome } from "../../http/answer.ts";
import { type Fields, fieldsOf, jsonFields, parseStrictJson } from "../../http/fields.ts";
import { isSame } from "../../http/same.ts";
import type { Quirks } from "../../quirks.ts";
import type { SignatureVerdict } from "../../state/request-log.ts";
import type { Desk } from "../contract.ts";
import { decrypt, encrypt } from "./cipher.ts";

export type BharatpayDesk = Desk & {
  readonly merchantId: string;
  readonly accessKey: string;
  readonly quirks: Quirks["bharatpay"];
};

export type Family = "Credit" | "Debit";
export type Version = "v1" | "v2";

interface Refusal {
  readonly code: number;
  readonly errorDesc: string;
  readonly signature?: SignatureVerdict;
  readonly orderNo?: string;
}

/** A refusal: `code` other than 0. Without authorization the HTTP status says so, too. */
export function refuse({ code, errorDesc, signature = "accepted", orderNo = "" }: Refusal): Outcome {
  const body = JSON.stringify({ code, errorDesc, result: null });
  return {
    answer: jsonAnswer(body, code === 401 ? 401 : 200),
    signature,
    orderNo: orderNo || null,
    result: `${code} ${errorDesc}`,
  };
}

interface Taken {
  readonly result: string;
  readonly version: Version;
  readonly orderNo?: string;
}

/** `result` is JSON text. */
export function take(desk: BharatpayDesk, { result, version, orderNo = "" }: Taken): Outcome {
  const hidden = version === "v2" && desk.quirks.encryptResult;
  const shown = hidden ? JSON.stringify(encrypt(result, desk.accessKey, desk.quirks)) : result;
  return {
    answer: jsonAnswer(`{"code":0,"errorDesc":null,"result":${shown}}`),
    signature: "accepted",
    orderNo: orderNo || null,
    result: "ok",
  };
}

export type Opened =
  | { readonly ok: true; readonly fields: Fields; readonly nested: ReadonlyMap<string, Fields> }
  | { readonly ok: false; readonly refusal: Outcome };

const no = (refusal: Refusal): Opened => ({ ok: false, refusal: refuse(refusal) });

/** Whether `Authorization` is the bare value of that version: the access key in V1, the merchant id in V2. */
export function isAuthorized(desk: BharatpayDesk, request: ApiRequest, version: Version): boolean {
  return isSame(request.headers.authorization, version === "v1" ? desk.accessKey : desk.merchantId);
}

/** Checks the authorization, the JSON, and for V2 the encryption. The content may nest one level of objects. */
export function open(
  desk: BharatpayDesk,
  request: ApiRequest,
  { version, fault }: { readonly version: Version; readonly fault: ApiFault | null },
): Opened {
  if (!isAuthorized(desk, request, version)) {
    return no({ code: 401, errorDesc: "Unauthorized", signature: "refused" });
  }
  if (mediaType(request.headers) !== "application/json") {
    return no({ code: 1001, errorDesc: "Content-Type must be application/json", signature: "absent" });
  }
  const plain = version === "v1" ? request.body : decryptBody(desk, request.body);
  if (!plain) return no({ code: 1002, errorDesc: "Data decryption failed", signature: "refused" });
  const parsed = parseStrictJson(plain);
  if (!isRecord(parsed)) return no({ code: 1002, errorDesc: "Data decryption failed", signature: "refused" });
  if (fault?.kind === "refuse") {
    return no({ code: Number(fault.code ?? 1010), errorDesc: fault.message ?? "Channel is not available" });
  }
  return split(parsed);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

function decryptBody(desk: BharatpayDesk, body: Buffer): Buffer | undefined {
  const outer = jsonFields(body);
  const data = outer.ok && outer.fields.size === 1 ? outer.fields.get("data") : undefined;
  return data?.type === "string" ? decrypt(data.text, desk.accessKey, desk.quirks) : undefined;
}

function split(value: Record<string, unknown>): Opened {
  const scalars: Record<string, unknown> = {};
  const nested = new Map<string, Fields>();
  for (const [name, item] of Object.entries(value)) {
    const inner = isRecord(item) ? fieldsOf(item) : undefined;
    if (inner === undefined) scalars[name] = item;
    else if (inner.ok) nested.set(name, inner.fields);
    else return no({ code: 1001, errorDesc: `Parameter ${name}: ${inner.why}` });
  }
  const flat = fieldsOf(scalars);
  if (!flat.ok) return no({ code: 1001, errorDesc: flat.why });
  return { ok: true, fields: flat.fields, nested };
}
