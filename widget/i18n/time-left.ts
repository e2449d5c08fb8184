import { isKnownLanguage } from "./known-language.ts";

const pad = (value: number) => String(value).padStart(2, "0");

/** Null in iOS before 14.5, which writes no units. It has no lists either, so a blank joins the two. */
function inDays(hours: number, locale: string): string | null {
  const write = (unit: "day" | "hour", value: number) =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
  const rest = hours % 24;
  try {
    const days = write("day", Math.floor(hours / 24));
    return rest === 0 ? days : `${days} ${write("hour", rest)}`;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * The remaining time, as `1:05` or `23:59:12`; from one day on, in days and hours.
 * @param isKnown whether the browser can write the language; else there are only digits
 */
export function formatTimeLeft(leftMs: number, locale: string, isKnown = isKnownLanguage(locale)): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const days = hours >= 24 && isKnown ? inDays(hours, locale) : null;
  if (days !== null) return days;
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = pad(seconds % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
