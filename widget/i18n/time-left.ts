import { isKnownLanguage } from "./known-language.ts";

const pad = (value: number) => String(value).padStart(2, "0");

/** Of languages with texts of ours that even new browsers have no units for. */
const ownWords: ReadonlyMap<string, readonly [day: string, hour: string]> = new Map([
  ["ha", ["kwana", "awa"]],
  ["yo", ["ọjọ́", "wákàtí"]],
]);

/** In a language that the browser cannot write: the words, then the number; else the international signs. */
function inOwnWords(hours: number, locale: string): string {
  const [days, rest] = [Math.floor(hours / 24), hours % 24];
  const words = ownWords.get(locale.split("-")[0] ?? "");
  if (words === undefined) return rest === 0 ? `${days} d` : `${days} d ${rest} h`;
  return rest === 0 ? `${words[0]} ${days}` : `${words[0]} ${days}, ${words[1]} ${rest}`;
}

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
 * @param isKnown whether the browser can write the language
 */
export function formatTimeLeft(leftMs: number, locale: string, isKnown = isKnownLanguage(locale)): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const hours = Math.floor(seconds / 3600);
  if (hours >= 24) return (isKnown ? inDays(hours, locale) : null) ?? inOwnWords(hours, locale);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = pad(seconds % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
