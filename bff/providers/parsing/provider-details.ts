/** What a provider says besides, cleaned before it leaves the adapter. Source: docs/providers/README.md#what-a-provider-says-besides */
import type { ProviderDetails } from "../contract.ts";
import { longestNumber } from "./scalars.ts";

/** Characters of one text. */
const longestDetail = 200;
const longestCode = 64;
/** Characters that are read of it at most; what comes after them would be cut anyway. */
const longestRead = 1_000;

const unprintable = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const decimal = /^\d{1,20}(?:\.\d{1,10})?$/;

type Said = { readonly [Name in keyof ProviderDetails]?: string | null | undefined };

/** The details of a report or a refusal. Undefined if the provider said nothing that can be shown. */
export function detailsOf({ utr, feeText, code, message }: Said): ProviderDetails | undefined {
  const details = {
    utr: cleanLine(utr),
    feeText: readFee(feeText),
    code: cleanLine(code),
    message: cleanLine(withoutPairs(message)),
  };
  return Object.values(details).some((text) => text !== null) ? details : undefined;
}

/** A status code that the provider's documentation does not have, as it is logged and counted. */
export function undocumentedCode(code: string): string {
  return cleanLine(code, longestCode) ?? "unreadable";
}

/** Joins what a provider says in two places, once if it says the same in both. */
export function joinWords(...words: readonly (string | null | undefined)[]): string {
  return [...new Set(words.map((text) => text?.trim() ?? "").filter((text) => text !== ""))].join(": ");
}

/** One line without control characters and marks that change the direction of writing. Null if nothing is left. */
export function cleanLine(text: string | null | undefined, maxLength = longestDetail): string | null {
  const line = (text ?? "")
    .slice(0, longestRead)
    .toWellFormed()
    .replace(unprintable, " ")
    .split(" ")
    .filter((word) => word !== "")
    .join(" ");
  const cut = [...line].slice(0, maxLength).join("").trimEnd();
  return cut === "" ? null : cut;
}

/**
 * The text up to its first `name=value`. Some providers answer a wrong signature with the text that should have been
 * signed, which ends in the account's secret.
 */
function withoutPairs(text: string | null | undefined): string {
  const words = text ?? "";
  const mark = words.indexOf("=");
  return mark < 0 ? words : words.slice(0, words.lastIndexOf(" ", mark) + 1);
}

function readFee(text: string | null | undefined): string | null {
  return text != null && text.length <= longestNumber && decimal.test(text) ? text : null;
}
