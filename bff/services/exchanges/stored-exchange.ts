/** An exchange as it is stored: cleaned of secrets, and cut. */
import { z } from "zod";
import { changeFields, firstBytes, hiddenText, hideTexts } from "../../core/said-text.ts";
import type { ProviderCall, WireGuide } from "../../providers/contract.ts";

/** Bytes of a request or an answer that are kept. */
export const mostBytes = 8 * 1024;
/** Characters that are looked at: hiding makes a text shorter. */
const mostRead = 8 * mostBytes;
const longestUrl = 2_048;

const text = z.string().nullable();

/** What is sealed. */
export const storedExchange = z.object({
  direction: z.enum(["out", "in"]),
  operation: z.string(),
  method: z.string(),
  url: z.string(),
  status: z.number().nullable(),
  ms: z.number().nullable(),
  outcome: z.string(),
  request: text,
  response: text,
  /** The fields of it that hold personal details, in small letters. */
  personal: z.array(z.string()),
});
export type StoredExchange = z.infer<typeof storedExchange>;

/** Whose exchange it is, and what is hidden of it. */
export interface Hidden {
  readonly wire: WireGuide;
  /** What only we and the provider may know of this one order: its callback token, the MAC of its return address. */
  readonly tokens: readonly string[];
}

/** Fields that hold a secret wherever they come. */
const secretEverywhere: ReadonlySet<string> = new Set([
  "authorization",
  "cookie",
  "sign",
  "sig",
  "hmac",
  "pin",
  "otp",
  "cvv",
  "cvc",
]);
/** `access_token`, `clientSecret`. */
const secretEnd = /(?:signature|token|secret|password|passwd|pwd|apikey|accesskey|privatekey)$/;

export function exchangeOfCall(call: ProviderCall, hidden: Hidden): StoredExchange {
  const { operation, method, url, request, answer, opened, outcome, ms } = call;
  const response = opened ?? (answer === null ? null : readableText(answer.body));
  return {
    ...cleaned({ direction: "out", operation, method, url, request, response }, hidden),
    status: answer?.status ?? null,
    ms,
    outcome,
  };
}

export interface ReceivedCallback {
  readonly url: string;
  /** In clear, where the adapter could decrypt it; null where nobody has read it. */
  readonly request: string | Uint8Array | null;
  /** What we answered; null where it was refused. */
  readonly response: string | null;
  readonly status: number;
  readonly ms: number;
  readonly outcome: string;
}

export function exchangeOfCallback(callback: ReceivedCallback, hidden: Hidden): StoredExchange {
  const { url, response, status, ms, outcome } = callback;
  const { request: body } = callback;
  const request = body instanceof Uint8Array ? readableText(body) : body;
  const texts = { direction: "in", operation: "callback", method: "POST", url, request, response } as const;
  return { ...cleaned(texts, hidden), status, ms, outcome };
}

/** Of what is no text, the bytes that are no characters are left out. */
function readableText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, mostRead));
}

type ExchangeTexts = Pick<
  StoredExchange,
  "direction" | "operation" | "method" | "url" | "request" | "response"
>;

function cleaned(texts: ExchangeTexts, hidden: Hidden): ExchangeTexts & Pick<StoredExchange, "personal"> {
  const clean = createCleaner(hidden);
  const url = clean(texts.url);
  const request = texts.request === null ? null : clean(texts.request);
  const response = texts.response === null ? null : clean(texts.response);
  const personal = new Set([url, request, response].flatMap((part) => part?.personalFields ?? []));
  return {
    ...texts,
    url: url.text.slice(0, longestUrl),
    request: request && firstBytes(request.text, mostBytes),
    response: response && firstBytes(response.text, mostBytes),
    personal: [...personal],
  };
}

interface CleanedText {
  readonly text: string;
  /** The names of the personal fields that are there. */
  readonly personalFields: readonly string[];
}

function createCleaner({ wire, tokens }: Hidden): (text: string) => CleanedText {
  const secretFields = new Set(wire.secretFields.map((name) => name.toLowerCase()));
  const isSecret = (name: string) =>
    secretFields.has(name) || secretEverywhere.has(name) || secretEnd.test(name);
  const personal = new Set(wire.personalFields.map((name) => name.toLowerCase()));
  const secrets = [...tokens, ...wire.secrets.map((secret) => secret.reveal())];
  const longest = Math.max(0, ...secrets.map((secret) => secret.length));
  return (whole) => {
    const text = whole.length <= mostRead ? whole : whole.slice(0, mostRead);
    const personalFields: string[] = [];
    const shown = changeFields(hideTexts(text, secrets), (name) => {
      if (personal.has(name)) personalFields.push(name);
      return isSecret(name) ? hiddenText : null;
    });
    // A secret that was cut in two is not found.
    const kept = whole.length <= mostRead ? shown : shown.slice(0, Math.max(0, shown.length - longest));
    return { text: kept, personalFields };
  };
}
