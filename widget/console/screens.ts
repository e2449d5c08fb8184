/** The screens by the first part of their place. Each comes when it is first shown. */
import type { Texts } from "./i18n/texts.ts";
import type { OpenScreen } from "./shell.ts";

export interface ScreenEntry {
  /** Where it stands in the menu; null: it is reached from others. */
  readonly nav: keyof Texts["nav"] | null;
  /** The permission that its list needs; null: none. */
  readonly scope: string | null;
  readonly list: () => Promise<OpenScreen>;
  /** One of them, by its id. */
  readonly one?: () => Promise<OpenScreen>;
}

export const screens: ReadonlyMap<string, ScreenEntry> = new Map<string, ScreenEntry>(
  Object.entries({
    today: { nav: "today", scope: null, list: async () => (await import("./screens/today.ts")).openToday },
    payments: {
      nav: "payments",
      scope: "reports",
      list: async () => (await import("./screens/payments.ts")).openPayments,
      one: async () => (await import("./screens/payment.ts")).openPayment,
    },
    search: {
      nav: null,
      scope: "reports",
      list: async () => (await import("./screens/search.ts")).openSearch,
    },
  }),
);
