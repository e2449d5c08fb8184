/**
 * Details of a timeline in the operator's language: those with a code. What somebody else has written, and what an older
 * version wrote in other words, is shown as it is.
 */
import type { StatementView, TimelineEntry } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import type { Format } from "../i18n/format.ts";
import { type Texts, textFor } from "../i18n/texts.ts";

interface Words {
  readonly texts: Texts;
  readonly format: Format;
}

type Discrepancy = StatementView["discrepancies"][number];
type Coded = Pick<TimelineEntry, "detail" | "code" | "values">;
type Values = Readonly<Record<string, string>>;

/** @returns null where the detail is none of ours, and where there is none. */
export function detailWords({ code, values = {} }: Coded, words: Words): string | null {
  if (code === undefined) return null;
  const { detail: sentences } = words.texts.told;
  return Object.hasOwn(sentences, code) ? fillIn(textFor(sentences, code), values, words) : null;
}

/** A sentence of ours, and somebody's own words beside it. Null: there is none. */
export function detailParts(
  entry: Coded & Pick<TimelineEntry, "note">,
  words: Words,
): { readonly ours: string | null; readonly quote: string | null } {
  const ours = detailWords(entry, words);
  return { ours, quote: entry.note ?? (ours === null ? entry.detail : null) };
}

/** What was reported and has to be confirmed: `paid (MX$1,399.50)`; null: the detail says no such thing. */
export function readReported({ code, values = {} }: Coded, words: Words): string | null {
  if (code === "reported") return fillIn("{report}", values, words);
  return code === "reported_amount" ? fillIn("{report} ({amount})", values, words) : null;
}

export function fillIn(sentence: string, values: Values, words: Words): string {
  const told = Object.entries(values).map(([name, value]) => [name, valueWords(name, value, values, words)]);
  return fill(sentence, Object.fromEntries(told));
}

/** How a provider's books differ from ours; null where the BFF says it by no code that is known here. */
export function disagreementWords(
  { code, values = {}, payoutId }: Pick<Discrepancy, "code" | "values" | "payoutId">,
  words: Words,
): string | null {
  const { disagrees } = words.texts.told;
  if (code === undefined || !Object.hasOwn(disagrees, code)) return null;
  const { status } = words.texts;
  const of = payoutId === undefined ? status.payment : status.payout;
  const told = fill(textFor(disagrees, code), { status: textFor(of, values.status ?? "") });
  return fillIn(told, values, words);
}

function valueWords(name: string, value: string, values: Values, { texts, format }: Words): string {
  const { told, confirm } = texts;
  switch (name) {
    case "report":
    case "said":
      return textFor(confirm.refresh.reports, value);
    case "objection":
      return textFor(confirm.refusal, value);
    case "reason":
      return textFor(told.outcome, value);
    case "failure":
    case "fact":
    case "refusal":
      return textFor(told[name], value);
    case "lastAt":
    case "paidAt":
      return format.moment(value);
    default:
      return values.currency === undefined
        ? format.decimal(value)
        : format.money({ value, currency: values.currency });
  }
}

/** Why a payment, payout or refund failed; null where it has not. */
export function failureWords(failure: { readonly code: string } | null, { told }: Texts): string | null {
  return failure === null ? null : textFor(told.failure, failure.code);
}

/** How a call to a provider, or its message, ended: `refused_signature` says why it was refused. */
export function outcomeWords(outcome: string, { told }: Texts): string {
  const [, refusal] = /^refused_(\w+)$/.exec(outcome) ?? [];
  if (refusal === undefined) return textFor(told.outcome, outcome);
  return fill(told.outcome.refused, { refusal: textFor(told.refusal, refusal) });
}
