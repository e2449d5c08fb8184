/** Identifiers: a prefix that says what it is, and enough random characters that nobody can guess one. */

/** Where randomness comes from; a simulation gives a seeded one. */
export interface RandomSource {
  /** @returns `length` random bytes. */
  bytes(length: number): Uint8Array;
}

/** For the jitter of a wait. */
export function randomByte(random: RandomSource): number {
  return random.bytes(1)[0] ?? 128;
}

export type IdPrefix = "cs" | "pay" | "po" | "re" | "evt" | "rpl" | "ct";

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
/** 22 base62 characters hold 130.9 bits; the API promises at least 128. */
const idLength = 22;
const orderNoRandomLength = 16;

/**
 * Draws every character with the same probability: bytes that are too large are drawn again, as `byte % 62`
 * would favour some letters.
 */
function randomText(random: RandomSource, alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of random.bytes(length)) {
      if (byte < limit && text.length < length) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}

/** Digits of an event's number in its id: enough for 29 years of seconds, by which numbers grow at most but for events. */
const sequenceDigits = 5;

/** Whether the text has the form of such an identifier. Whether there is one is another question. */
export function isId(prefix: IdPrefix, text: string): boolean {
  const [head, random = "", ...rest] = text.split("_");
  // Ids of events had no number at first.
  const lengths = prefix === "evt" ? [idLength, sequenceDigits + idLength] : [idLength];
  const isRight = lengths.includes(random.length) && /^[0-9A-Za-z]+$/.test(random);
  return head === prefix && rest.length === 0 && isRight;
}

/** A new public identifier such as `pay_4sX…`. */
export function newId(prefix: IdPrefix, random: RandomSource): string {
  return `${prefix}_${randomText(random, base62, idLength)}`;
}

/**
 * The id of an event: its number, then random characters. So the events of one session are in the order of their numbers
 * wherever events are ordered by time and id.
 *
 * @param sequence 0: it has none.
 */
export function newEventId(sequence: number, random: RandomSource): string {
  let left = Math.min(sequence, base62.length ** sequenceDigits - 1);
  let digits = "";
  while (digits.length < sequenceDigits) {
    digits = base62.charAt(left % base62.length) + digits;
    left = Math.floor(left / base62.length);
  }
  return `evt_${digits}${randomText(random, base62, idLength)}`;
}

/** The `webhook-id` of a test event. It is no identifier as {@link isId} has it, so no event can have it. */
export function testEventId(random: RandomSource): string {
  return `evt_test_${randomText(random, base62, idLength)}`;
}

/**
 * The number a provider gets: 14 digits of UTC time and 16 random characters of `[0-9a-z]`, 30 in all, because
 * providers limit length (32) and alphabet.
 */
export function newOrderNo(nowMs: number, random: RandomSource): string {
  const digits = new Date(nowMs).toISOString().replace(/\D/g, "").slice(0, 14);
  return digits + randomText(random, base36, orderNoRandomLength);
}

/** Whether a text from a provider can be an order number at all: short, and of characters that every database takes. */
export function mayBeOrderNo(text: string): boolean {
  return /^[\x21-\x7e]{1,64}$/.test(text);
}

/**
 * An order number that is computed from a digest. The same digest gives the same number. Its first 14 digits are not a
 * time: they begin with 00, so that nobody takes them for one.
 *
 * @param digest at least 20 bytes.
 */
export function orderNoOf(digest: Uint8Array): string {
  let value = 0n;
  for (const byte of digest) value = value * 256n + BigInt(byte);
  let text = "";
  for (let drawn = 0; drawn < orderNoRandomLength; drawn++) {
    text += base36.charAt(Number(value % 36n));
    value /= 36n;
  }
  return `00${(value % 1_000_000_000_000n).toString().padStart(12, "0")}${text}`;
}

/**
 * Bytes as base62 text. Its length depends only on the number of bytes. Used for tokens that are derived from
 * a MAC.
 */
export function toBase62(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  let text = "";
  const length = Math.ceil((bytes.length * 8) / Math.log2(62));
  for (let i = 0; i < length; i++) {
    text = base62.charAt(Number(value % 62n)) + text;
    value /= 62n;
  }
  return text;
}
