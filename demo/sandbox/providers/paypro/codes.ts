import { randomDigits } from "../../ids.ts";

const clabeWeights = [3, 7, 1];

/** The check digit for the first 17 digits of a CLABE (Banco de México: weights 3, 7, 1, each product modulo 10). */
export function clabeControlDigit(digits: string): string {
  let sum = 0;
  for (const [index, digit] of [...digits].entries()) {
    sum += (Number(digit) * (clabeWeights[index % 3] ?? 0)) % 10;
  }
  return String((10 - (sum % 10)) % 10);
}

/** The number to which the customer pays: an 18-digit CLABE for `va`, 19 digits for `store`. */
export function paymentCode(wayCode: string): string {
  if (wayCode === "store") return `6841800${randomDigits(12)}`;
  const digits = `684180${randomDigits(11)}`;
  return digits + clabeControlDigit(digits);
}
