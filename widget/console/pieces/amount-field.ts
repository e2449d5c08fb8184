/** A field for an amount, as people of the chosen language write it. */
import type { TemplateResult } from "lit";
import type { Money } from "../../../bff/contract.ts";
import { decimalsOf } from "../../i18n/money.ts";
import { fill } from "../../i18n/text.ts";
import { type AmountReading, readAmount, writeAmount } from "../i18n/amount.ts";
import type { Answer } from "../net/api.ts";
import type { Shell } from "../shell.ts";
import { field } from "./fields.ts";

export function amountField(shell: Shell, { value, currency }: Money, hint?: string): TemplateResult {
  return field({
    name: "amount",
    label: `${shell.texts().word.amount} (${currency})`,
    value: writeAmount(value, shell.format().locale),
    ...(hint === undefined ? {} : { hint }),
    inputmode: "decimal",
    isRequired: true,
  });
}

/** @param like an amount of the same currency, which has its decimals. */
export function readTypedAmount(shell: Shell, typed: string, like: Money): AmountReading {
  return readAmount(typed, { locale: shell.format().locale, decimals: decimalsOf(like.value) });
}

/** What is wrong with what was typed, in a sentence. */
export function amountFault(
  shell: Shell,
  typed: string,
  { why, like }: { readonly why: (AmountReading & { readonly ok: false })["why"]; readonly like: Money },
): string {
  const { refund } = shell.texts().confirm;
  const decimals = decimalsOf(like.value);
  const example = writeAmount(
    decimals === 0 ? "1250" : `1250.${"0".repeat(decimals)}`,
    shell.format().locale,
  );
  return fill(refund[why], { text: typed, example, decimals: String(decimals), currency: like.currency });
}

/** The answer to what is not sent at all, because this is wrong with it. */
export function notSent(sentence: string): Answer<never> {
  const nothingElse = { status: null, code: null, detail: null, fields: [], requestId: null };
  return { ok: false, trouble: { kind: "refused", title: sentence, ...nothingElse } };
}
