/**
 * One call to ChainUp: encrypt and sign, send, decrypt and verify. Source:
 * docs/providers/chainup.md#envelope.
 */
import type { AdapterInput, UnknownOutcome } from "../contract.ts";
import { type ProviderOperation, type ProviderResponse, urlUnder } from "../http-client.ts";
import { parseJsonText } from "../parsing/lexeme-json.ts";
import { readJsonAnswer } from "../parsing/provider-answer.ts";
import { unreadable } from "../parsing/refused-calls.ts";
import { success } from "./codes.ts";
import type { ChainupCredentials, ChainupOptions } from "./credentials.ts";
import { type ChainupKeys, openAnswer, seal } from "./signature.ts";
import { answerEnvelope } from "./wire.ts";

export type ChainupInput = AdapterInput<ChainupCredentials, ChainupOptions>;

export const prefix = "/platformapi/chainup/open/opay";

export interface ChainupCall {
  readonly operation: ProviderOperation;
  /** Below `baseUrl`. */
  readonly path: string;
  /** The inner JSON text. */
  readonly inner: string;
  /** Epoch ms. */
  readonly now: number;
  /** Sends the inner text as it is, unsigned: the other shape of the query. */
  readonly flat?: boolean;
}

export type ChainupAnswer =
  /** Code 0. `inner` is the decrypted and verified value, undefined if the answer had none. */
  | { readonly kind: "success"; readonly inner: unknown }
  /** Another code. `inner` as above; also undefined if it could not be verified. */
  | { readonly kind: "error"; readonly code: string; readonly message: string; readonly inner: unknown }
  | { readonly kind: "not_sent"; readonly cause: string }
  | UnknownOutcome;

export function keysOf({ credentials, options }: ChainupInput): ChainupKeys {
  const { privateKey, platformPublicKey } = credentials;
  return { privateKey, platformPublicKey, digest: options.signDigest };
}

export async function exchange(input: ChainupInput, call: ChainupCall): Promise<ChainupAnswer> {
  const body = call.flat
    ? call.inner
    : JSON.stringify({
        app_id: input.credentials.appId,
        time: String(call.now),
        ...seal(call.inner, keysOf(input)),
      });
  const response = await input.http.send({
    operation: call.operation,
    method: "POST",
    url: urlUnder(input.baseUrl, call.path),
    headers: { "content-type": "application/json" },
    body,
    clear: call.inner,
  });
  return readAnswer(input, response, call.operation);
}

async function readAnswer(
  input: ChainupInput,
  response: ProviderResponse,
  operation: ProviderOperation,
): Promise<ChainupAnswer> {
  const answer = readJsonAnswer(response);
  if (answer.kind !== "json") return answer;
  const envelope = answerEnvelope.safeParse(answer.value);
  if (!envelope.success) return unreadable;
  const { code, msg, data, sign } = envelope.data;
  const kind = operation === "statement" ? operation : "order";
  const text = data && sign ? await openAnswer({ data, sign }, keysOf(input), kind) : undefined;
  if (text !== undefined) input.http.noteOpened?.(response, openedAnswer({ code, msg: msg ?? null }, text));
  const json = text === undefined ? undefined : parseJsonText(text);
  const inner = json?.ok ? json.value : undefined;
  if (code !== success) return { kind: "error", code, message: msg ?? "", inner };
  // The answer cannot be read, or is not signed by the platform. It counts as no answer.
  if (data && inner === undefined) return unreadable;
  return { kind: "success", inner };
}

/** The answer with its inner text in clear. */
function openedAnswer(outer: { readonly code: string; readonly msg: string | null }, inner: string): string {
  return `${JSON.stringify(outer).slice(0, -1)},"data":${inner}}`;
}
