import type { WholeLanguage } from "../i18n/language.ts";
import { pluralize } from "../i18n/text.ts";

/** The remaining seconds at which a screen reader announces the time. Announcing each second would drown the rest. */
const readOutAtSeconds = [180, 60, 30];

/**
 * The time to announce when the remaining time falls from `beforeMs` to `afterMs`, in seconds; null for none. When it
 * passes several at once (the device slept), the last of them.
 */
export function readOutAt(beforeMs: number, afterMs: number): number | null {
  const passed = readOutAtSeconds.filter((s) => beforeMs > s * 1000 && afterMs <= s * 1000 && afterMs > 0);
  return passed.pop() ?? null;
}

/** The announcement of the remaining time. */
export function timeLeftText(seconds: number, { messages, tag }: WholeLanguage): string {
  return seconds < 60
    ? pluralize(messages.secondsLeft, seconds, tag)
    : pluralize(messages.minutesLeft, seconds / 60, tag);
}
