/** Which time the table of a list has. */

const usualDays = 30;
/** The longest time that the BFF puts into one table. */
const mostDays = 366;

/** Midnight in the operator's zone, some days after that of a time. */
function midnight(ms: number, days: number): number {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/**
 * The time of a file. Where the filters leave the end open, it is the end of today; where they leave the beginning open, 30
 * days before the end. What is no time stays as it is, and the BFF says so.
 */
export function rangeOf(
  { from, to }: Readonly<Record<string, string>>,
  nowMs: number,
): { readonly from: string; readonly to: string } {
  const iso = (ms: number) => new Date(ms).toISOString();
  const endOfToday = midnight(nowMs, 1);
  if (from) {
    const begin = Date.parse(from);
    if (to || Number.isNaN(begin)) return { from, to: to || iso(endOfToday) };
    const end = Math.min(Math.max(endOfToday, midnight(begin, 1)), begin + mostDays * 86_400_000);
    return { from, to: iso(end) };
  }
  const end = to ? Date.parse(to) : endOfToday;
  return { from: iso(midnight(Number.isNaN(end) ? nowMs : end, -usualDays)), to: to || iso(end) };
}
