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
    sessions: {
      nav: "sessions",
      scope: "sessions",
      list: async () => (await import("./screens/sessions.ts")).openSessions,
      one: async () => (await import("./screens/session.ts")).openSession,
    },
    payouts: {
      nav: "payouts",
      scope: "payouts",
      list: async () => (await import("./screens/payouts.ts")).openPayouts,
      one: async () => (await import("./screens/payout.ts")).openPayout,
    },
    refunds: {
      nav: "refunds",
      scope: "refunds",
      list: async () => (await import("./screens/refunds.ts")).openRefunds,
      one: async () => (await import("./screens/refund.ts")).openRefund,
    },
    events: {
      nav: "events",
      scope: "reports",
      list: async () => (await import("./screens/events.ts")).openEvents,
      one: async () => (await import("./screens/event.ts")).openEvent,
    },
    accounts: {
      nav: "accounts",
      scope: "reports",
      list: async () => (await import("./screens/accounts.ts")).openAccounts,
      one: async () => (await import("./screens/accounts.ts")).openAccounts,
    },
    reconciliation: {
      nav: "reconciliation",
      scope: "reports",
      list: async () => (await import("./screens/reconciliation.ts")).openReconciliation,
    },
    audit: { nav: "audit", scope: "audit", list: async () => (await import("./screens/audit.ts")).openAudit },
    search: {
      nav: null,
      scope: "reports",
      list: async () => (await import("./screens/search.ts")).openSearch,
    },
  }),
);
