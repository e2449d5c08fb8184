/** Amounts and times in the operator's language and zone. */
import type { Money } from "../../../bff/contract.ts";
import { missingAmount } from "../../i18n/format.ts";
import { formatDecimalText, formatMoney } from "../../i18n/money.ts";

export interface Format {
  readonly locale: string;
  readonly money: (amount: Money) => string;
  /** Day and time in the operator's zone. */
  readonly moment: (iso: string) => string;
  /** The time alone, for the steps of one day. */
  readonly clock: (iso: string) => string;
  readonly day: (iso: string) => string;
  /** The same moment in UTC, as `2026-11-27 14:02:11 UTC`. */
  readonly utc: (iso: string) => string;
  /** How long ago, in words. */
  readonly ago: (iso: string, nowMs: number) => string;
  readonly number: (value: number) => string;
  /** A decimal text, with its decimals. */
  readonly decimal: (text: string) => string;
  readonly percent: (share: number) => string;
  /** A length of time, in the unit that suits it. */
  readonly duration: (ms: number) => string;
  /** One of them, such as "payouts or reports". */
  readonly anyOf: (texts: readonly string[]) => string;
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/**
 * @param locale of numbers and amounts.
 * @param times of days and times. Default: as numbers.
 */
export function createFormat(locale: string, times = locale): Format {
  const moment = new Intl.DateTimeFormat(times, { dateStyle: "medium", timeStyle: "short" });
  const clock = new Intl.DateTimeFormat(times, { timeStyle: "short" });
  const day = new Intl.DateTimeFormat(times, { dateStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const either = new Intl.ListFormat(locale, { type: "disjunction" });
  const when = (iso: string, write: (date: Date) => string) => {
    const date = new Date(iso);
    return Number.isNaN(date.getTime()) ? iso : write(date);
  };
  const unitOf = (ms: number) => units.find(([, size]) => Math.abs(ms) >= size) ?? units[3];
  return {
    locale,
    money: (amount) => formatMoney(amount, locale, null),
    moment: (iso) => when(iso, (date) => moment.format(date)),
    clock: (iso) => when(iso, (date) => clock.format(date)),
    day: (iso) => when(iso, (date) => day.format(date)),
    utc: (iso) => when(iso, (date) => `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`),
    ago: (iso, nowMs) =>
      when(iso, (date) => {
        const ms = date.getTime() - nowMs;
        const [unit, size] = unitOf(ms);
        return relative.format(Math.round(ms / size), unit);
      }),
    number: (value) => number.format(value),
    decimal: (text) => formatDecimalText(text, locale),
    percent: (share) => percent.format(share),
    duration(ms) {
      if (ms < 1_000)
        return new Intl.NumberFormat(locale, { style: "unit", unit: "millisecond" }).format(Math.round(ms));
      const [unit, size] = unitOf(ms);
      return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(
        ms / size,
      );
    },
    anyOf: (texts) => either.format(texts),
  };
}

/** What is still missing of an amount; null: nothing. */
export function stillMissing(amount: Money, received: Money): Money | null {
  const missing = missingAmount(amount, received);
  return /[1-9]/.test(missing.value) ? missing : null;
}

/** What has come beyond an amount; null: nothing. */
export function excessOf(amount: Money, received: Money): Money | null {
  return amount.currency === received.currency ? stillMissing(received, amount) : null;
}

export function isZero({ value }: Money): boolean {
  return !/[1-9]/.test(value);
}
