import { randomBytes, randomInt } from "node:crypto";

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** `length` random decimal digits, the first one never 0. */
export function randomDigits(length: number): string {
  let digits = String(randomInt(1, 10));
  while (digits.length < length) digits += String(randomInt(10));
  return digits;
}

/** `length` random characters of `[0-9a-z]`. */
export function randomText(length: number): string {
  let text = "";
  while (text.length < length) text += alphabet[randomInt(alphabet.length)];
  return text;
}

/** An unguessable part of a page's address, 128 random bits. */
export function randomToken(): string {
  return randomBytes(16).toString("hex");
}
