/** Calendar days in UTC, as `yyyy-MM-dd`. */

export const dayMs = 24 * 60 * 60 * 1_000;

export function utcDay(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

/** Whether the text is a day of the calendar. JavaScript alone reads 2026-02-31 as the third of March. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? startOfDay(text) : Number.NaN;
  return !Number.isNaN(at) && utcDay(at) === text;
}

/** Epoch ms of the day's first moment. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00.000Z`);
}

export function shiftDay(day: string, days: number): string {
  return utcDay(startOfDay(day) + days * dayMs);
}

/** From the day's first moment until before the next day's, epoch ms. */
export function timesOf(day: string): { readonly from: number; readonly to: number } {
  return { from: startOfDay(day), to: startOfDay(day) + dayMs };
}
