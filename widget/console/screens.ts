/** The screens by the first part of their place. Each comes when it is first shown. */
import { allowed } from "./allowed.ts";
import type { Texts } from "./i18n/texts.ts";
import type { OpenScreen } from "./shell.ts";

export interface ScreenEntry {
  /** Where it stands in the menu; null: it is reached from others. */
  readonly nav: keyof Texts["nav"] | null;
  /** Its list needs one of these permissions; null: none. */
  readonly scopes: readonly string[] | null;
  readonly list: () => Promise<OpenScreen>;
  /** One of them, by its id. */
  readonly one?: () => Promise<OpenScreen>;
}

export const screens: ReadonlyMap<string, ScreenEntry> = new Map<string, ScreenEntry>(
  Object.entries({
    today: { nav: "today", scopes: null, list: async () => (await import("./screens/today.ts")).openToday },
    payments: {
      nav: "payments",
      scopes: allowed.readPayments,
      list: async () => (await import("./screens/payments.ts")).openPayments,
      one: async () => (await import("./screens/payment.ts")).openPayment,
    },
    sessions: {
      nav: "sessions",
      scopes: allowed.readPayments,
      list: async () => (await import("./screens/sessions.ts")).openSessions,
      one: async () => (await import("./screens/session.ts")).openSession,
    },
    payouts: {
      nav: "payouts",
      scopes: allowed.readPayouts,
      list: async () => (await import("./screens/payouts.ts")).openPayouts,
      one: async () => (await import("./screens/payout.ts")).openPayout,
    },
    refunds: {
      nav: "refunds",
      scopes: allowed.readRefunds,
      list: async () => (await import("./screens/refunds.ts")).openRefunds,
      one: async () => (await import("./screens/refund.ts")).openRefund,
    },
    events: {
      nav: "events",
      scopes: allowed.readPayments,
      list: async () => (await import("./screens/events.ts")).openEvents,
      one: async () => (await import("./screens/event.ts")).openEvent,
    },
    accounts: {
      nav: "accounts",
      scopes: allowed.reports,
      list: async () => (await import("./screens/accounts.ts")).openAccounts,
      one: async () => (await import("./screens/accounts.ts")).openAccounts,
    },
    charts: {
      nav: "charts",
      scopes: allowed.reports,
      list: async () => (await import("./screens/charts.ts")).openCharts,
    },
    reconciliation: {
      nav: "reconciliation",
      scopes: allowed.reports,
      list: async () => (await import("./screens/reconciliation.ts")).openReconciliation,
    },
    audit: {
      nav: "audit",
      scopes: allowed.audit,
      list: async () => (await import("./screens/audit.ts")).openAudit,
    },
    search: {
      nav: null,
      scopes: allowed.reports,
      list: async () => (await import("./screens/search.ts")).openSearch,
    },
  }),
);
