import { isKnownLanguage } from "./known-language.ts";

const pad = (value: number) => String(value).padStart(2, "0");

function inDays(hours: number, locale: string): string {
  const write = (unit: "day" | "hour", value: number) =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
  const days = write("day", Math.floor(hours / 24));
  const rest = hours % 24;
  return rest === 0
    ? days
    : new Intl.ListFormat(locale, { type: "unit" }).format([days, write("hour", rest)]);
}

/**
 * The remaining time, as `1:05` or `23:59:12`; from one day on, in days and hours.
 * @param isKnown whether the browser can write the language; else there are only digits
 */
export function formatTimeLeft(leftMs: number, locale: string, isKnown = isKnownLanguage(locale)): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const hours = Math.floor(seconds / 3600);
  if (hours >= 24 && isKnown) return inDays(hours, locale);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = pad(seconds % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
