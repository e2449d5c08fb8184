/** Details of a timeline that the BFF writes in English, in the operator's language. Others are shown as they are. */
import { type Format, fill } from "../i18n/format.ts";
import { type Texts, textFor } from "../i18n/texts.ts";

const own = new Map<string, keyof Texts["story"]["detail"]>([
  ["the customer said where the money is to go", "claimed"],
  ["the customer named another person than the payer", "other_person"],
  ["nobody claimed it", "unclaimed"],
  ["its watch is over, and nobody knows whether it was reversed", "reversal_open"],
  ["by hand: it was reversed", "reversal_by_hand"],
  ["by hand: it was not reversed", "no_reversal_by_hand"],
  ["the provider says at the end of the watch that it is paid: the reversal did not happen", "no_reversal"],
]);

const statuses = new Map([
  ["failure", "failed"],
  ["cancellation", "canceled"],
  ["reversal", "reversed"],
  ["partial payment", "partially_paid"],
  ["success", "succeeded"],
]);
const report = /^([a-z ]+) reported(?: \((\d+(?:\.\d+)?) ([A-Za-z0-9]+)\))?; the provider is queried$/;

interface Words {
  readonly texts: Texts;
  readonly format: Format;
}

/** What was reported and has to be confirmed: `paid, MX$1,399.50`; null: the detail says no such thing. */
export function readReported(detail: string | null, { texts, format }: Words): string | null {
  const [, what = "", value, currency] = report.exec(detail ?? "") ?? [];
  const status = statuses.get(what);
  if (status === undefined) return null;
  const words = textFor(texts.confirm.refresh.reports, status);
  if (value === undefined || currency === undefined) return words;
  return `${words} (${format.money({ value, currency })})`;
}

export function detailWords(detail: string, words: Words): string {
  const { detail: texts } = words.texts.story;
  const reported = readReported(detail, words);
  if (reported !== null) return fill(texts.reported, { reported });
  const name = own.get(detail);
  return name === undefined ? detail : texts[name];
}
