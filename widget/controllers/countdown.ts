import type { Language } from "../i18n/language.ts";
import { pluralize } from "../i18n/text.ts";

/** When the time left is read out, in seconds: rarely, because a voice each second hears nothing else. */
const readOutAtSeconds = [180, 60, 30];

/**
 * Which time is to be read out when the time left goes from one reading to the next; null for none. A reading that
 * skips several (the device slept) gives the last one passed.
 */
export function readOutAt(beforeMs: number, afterMs: number): number | null {
  const passed = readOutAtSeconds.filter((s) => beforeMs > s * 1000 && afterMs <= s * 1000 && afterMs > 0);
  return passed.at(-1) ?? null;
}

/** The words for a time left that is read out. */
export function timeLeftText(seconds: number, { messages, tag }: Language): string {
  return seconds < 60
    ? pluralize(messages.secondsLeft, seconds, tag)
    : pluralize(messages.minutesLeft, seconds / 60, tag);
}
