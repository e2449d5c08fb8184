/** One signed call to PayPro and its outer answer. Source: docs/providers/paypro.md#two-layers. */
import { z } from "zod";
import type { UnknownOutcome } from "../contract.ts";
import { type ProviderHttp, type ProviderOperation, urlUnder } from "../http-client.ts";
import { readJsonAnswer } from "../parsing/provider-answer.ts";
import { detailsOf } from "../parsing/provider-details.ts";
import { readRefusal } from "../parsing/refusal-words.ts";
import { saying, unreadable, type WordedRefusal } from "../parsing/refused-calls.ts";
import { scalarText, wordsText } from "../parsing/scalars.ts";
import { systemErrorCode } from "./order-data.ts";
import { type PayproSigning, signPaypro } from "./signature.ts";

export interface PayproAccount {
  readonly baseUrl: string;
  readonly merchantNo: string;
  readonly signing: PayproSigning;
  readonly http: ProviderHttp;
}

export interface PayproCall {
  readonly operation: ProviderOperation;
  /** The last part of the path, such as `payInApi`. */
  readonly name: string;
  /** Without `timestamp` and `sign`. Null and empty fields are not sent. */
  readonly fields: Readonly<Record<string, string | null>>;
  /** Epoch ms. */
  readonly now: number;
}

export type PayproOutcome =
  /** The request was taken. `data.status` says what became of it. */
  | { readonly kind: "taken"; readonly data: unknown }
  /** `isNotTaken`: the envelope says so in PayPro's own words, and not only a code as a gateway has. */
  | ({ readonly kind: "refused"; readonly isNotTaken: boolean } & WordedRefusal)
  | { readonly kind: "not_sent"; readonly cause: string }
  | UnknownOutcome;

const envelopeSchema = z.object({
  code: scalarText,
  msg: wordsText.nullish(),
  success: scalarText.nullish(),
  data: z.unknown().optional(),
});

const takenCode = "0000";

/**
 * Makes one call: a POST of a flat JSON object of strings. The account stands in a header, which is not
 * signed.
 */
export async function callPaypro(account: PayproAccount, call: PayproCall): Promise<PayproOutcome> {
  const fields = new Map([["timestamp", String(call.now)]]);
  for (const [name, text] of Object.entries(call.fields)) {
    if (text !== null && text !== "") fields.set(name, text);
  }
  fields.set("sign", signPaypro(fields, account.signing));
  const response = await account.http.send({
    operation: call.operation,
    method: "POST",
    url: urlUnder(account.baseUrl, `/v1/paypro/${call.name}`),
    headers: { "content-type": "application/json", merchantNo: account.merchantNo },
    body: JSON.stringify(Object.fromEntries(fields)),
  });
  const answer = readJsonAnswer(response);
  if (answer.kind !== "json") return answer;
  const envelope = envelopeSchema.safeParse(answer.value);
  if (!envelope.success) return unreadable;
  const { code, msg, success, data } = envelope.data;
  if (code === takenCode) return { kind: "taken", data };
  const details = detailsOf({ code, message: msg });
  if (code === systemErrorCode) return { kind: "unknown", cause: "server_error", ...saying(details) };
  const subject = readRefusal({ code, words: msg ?? "" });
  return { kind: "refused", isNotTaken: success === "false", subject, details };
}
