import { randomDigits } from "../../ids.ts";

const clabeWeights = [3, 7, 1];

/** Control digit of a CLABE's first 17 digits (Banco de México: weights 3, 7, 1, each product modulo 10). */
export function clabeControlDigit(digits: string): string {
  let sum = 0;
  for (const [index, digit] of [...digits].entries()) {
    sum += (Number(digit) * (clabeWeights[index % 3] ?? 0)) % 10;
  }
  return String((10 - (sum % 10)) % 10);
}

/** What the customer pays to: an 18-digit CLABE for `va`, a 19-digit number for `store`. */
export function paymentCode(wayCode: string): string {
  if (wayCode === "store") return `6841800${randomDigits(12)}`;
  const digits = `684180${randomDigits(11)}`;
  return digits + clabeControlDigit(digits);
}
