/** Refusals of the BFF in the operator's language. What has no sentence here keeps the BFF's own words. */
import { type Texts, textFor } from "../i18n/texts.ts";
import type { Trouble } from "../net/api.ts";

type Fault = keyof Texts["confirm"]["fault"];

/** What the BFF says of the fields that operators fill in. */
const faults: readonly (readonly [Fault, RegExp])[] = [
  ["zero", /^must not be zero$/],
  ["whole", /^must be whole /],
  ["above_max", /^is above payouts\.maxAmount$/],
  ["above_daily", /^is above what payouts\.dailyLimit leaves today$/],
  ["compare", /^has (?:a control digit that does|control digits that do) not fit: compare /],
  ["form", /^must be (?:the |an? |[\d ]+(?:digits|characters))/],
  ["missing", /^(?:is required|must not be empty)$/],
  ["above_left", /^is more than the .+ that can still be refunded$/],
];

/** The sentence for a refusal that operators meet; null: the BFF's own words have to do. */
export function refusalOf({ confirm }: Texts, { code, fields }: Trouble): string | null {
  // Where no field is listed, only the BFF's own words say what is wrong.
  if (code === "validation_failed" && fields.length === 0) return null;
  return code !== null && Object.hasOwn(confirm.refusal, code) ? textFor(confirm.refusal, code) : null;
}

/** The name of a field that operators fill in: `beneficiary.accountNumber` is the account's number. */
export function fieldOf({ word }: Texts, path: string): string | null {
  const name = path.split(".").find((part) => part === "amount") ?? path.split(".").at(-1) ?? "";
  return Object.hasOwn(word, name) ? textFor(word, name) : null;
}

/** What is wrong with a field. */
export function faultOf({ confirm }: Texts, message: string): string {
  const [name] = faults.find(([, pattern]) => pattern.test(message)) ?? [];
  return name === undefined ? message : confirm.fault[name];
}

/** Why something could not be done, in one sentence. */
export function whyNot(texts: Texts, found: Trouble): string {
  const known = refusalOf(texts, found);
  if (known !== null) return known;
  if (found.kind !== "refused") return texts.trouble[found.kind];
  return found.detail ?? found.title ?? texts.trouble.unreadable;
}
