/** One signed call to CXPay and its envelope. Source: docs/providers/cxpay.md#envelope. */
import { z } from "zod";
import type { Secret } from "../../core/secret.ts";
import type { UnknownOutcome } from "../contract.ts";
import { type ProviderHttp, type ProviderOperation, urlUnder } from "../http-client.ts";
import { formText } from "../parsing/form-fields.ts";
import { readJsonAnswer } from "../parsing/provider-answer.ts";
import { detailsOf, joinWords } from "../parsing/provider-details.ts";
import { readRefusal } from "../parsing/refusal-words.ts";
import { saying, unreadable, type WordedRefusal } from "../parsing/refused-calls.ts";
import { scalarText, wordsText } from "../parsing/scalars.ts";
import { signCxpay } from "./signature.ts";

export interface CxpayAccount {
  readonly baseUrl: string;
  readonly merchant: string;
  readonly key: Secret;
  readonly encoding: "json" | "form";
  readonly http: ProviderHttp;
}

export interface CxpayCall {
  readonly operation: ProviderOperation;
  readonly path: string;
  /** Without `merchant` and `sign`. Null and empty fields are not sent. */
  readonly fields: Readonly<Record<string, string | null>>;
}

export type CxpayOutcome =
  | { readonly kind: "done"; readonly data: unknown }
  | ({ readonly kind: "refused" } & WordedRefusal)
  | { readonly kind: "not_sent"; readonly cause: string }
  | UnknownOutcome;

/** "400 Business Error": the documentation's only status code beside 200 that answers. */
const businessError = 400;

const envelopeSchema = z.object({
  code: scalarText,
  success: z.boolean().nullish(),
  msg: wordsText.nullish(),
  desc: wordsText.nullish(),
  data: z.unknown().optional(),
});

/** Makes one call: a POST of flat text fields, as JSON or as a form. */
export async function callCxpay(account: CxpayAccount, call: CxpayCall): Promise<CxpayOutcome> {
  const fields = new Map([["merchant", account.merchant]]);
  for (const [name, text] of Object.entries(call.fields)) {
    if (text !== null && text !== "") fields.set(name, text);
  }
  fields.set("sign", signCxpay(fields, account.key));
  const isForm = account.encoding === "form";
  const response = await account.http.send({
    operation: call.operation,
    method: "POST",
    url: urlUnder(account.baseUrl, call.path),
    headers: { "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json" },
    body: isForm ? formText(fields) : JSON.stringify(Object.fromEntries(fields)),
  });
  const answer = readJsonAnswer(response, [businessError]);
  if (answer.kind !== "json") return answer;
  const envelope = envelopeSchema.safeParse(answer.value);
  if (!envelope.success) return unreadable;
  return readEnvelope(envelope.data, answer.status);
}

function readEnvelope(
  { code, success, msg, desc, data }: z.output<typeof envelopeSchema>,
  status: number,
): CxpayOutcome {
  // Under an error status only CXPay's whole envelope is CXPay's: a gateway has no `success`.
  if (status === businessError && (success !== false || code !== "400")) return unreadable;
  const details = detailsOf({ code, message: desc || msg });
  if (code === "400" && success !== true) {
    return { kind: "refused", subject: readRefusal({ code: "", words: joinWords(msg, desc) }), details };
  }
  // A success needs both code 200 and `success` true. One without the other says nothing.
  if (code === "200") return success === true ? { kind: "done", data } : unreadable;
  return { kind: "unknown", cause: "server_error", ...saying(details) };
}
