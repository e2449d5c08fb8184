import type { Page } from "playwright-core";

/** Adds up the page's layout shifts from its start, those after a press, too. */
export function watchShifts(): void {
  const store = { shift: 0 };
  Object.assign(globalThis, { store });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { hadRecentInput, value } = entry as PerformanceEntry & {
        hadRecentInput: boolean;
        value: number;
      };
      if (!hadRecentInput) store.shift += value;
    }
  }).observe({ type: "layout-shift", buffered: true });
}

export const shiftOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { store: { shift: number } }).store.shift);
