import { problemReport } from "./first.ts";
import { isSafeAction, type Screen, screenOf, unsafeRedirect } from "./screen.ts";
import type { Report, State } from "./state.ts";

type OutcomeName = "pay-succeeded" | "pay-failed" | "pay-expired" | "pay-canceled";

const outcomes: Readonly<Partial<Record<Screen["name"], OutcomeName>>> = {
  paid: "pay-succeeded",
  failed: "pay-failed",
  expired: "pay-expired",
  canceled: "pay-canceled",
};

function outcomeKey(name: OutcomeName, state: State): string | null {
  if (name === "pay-succeeded") return name;
  if (name === "pay-canceled" && state.canceled) return null;
  return `${name} ${state.session?.payment?.id ?? state.session?.id ?? ""}`;
}

/** The reports of a change, and the keys that prevent a second report of the same thing. */
interface Made {
  readonly reports: readonly Report[];
  readonly keys: readonly string[];
}

function outcomeReport(before: State, after: State): Made {
  const screen = screenOf(after);
  const name = outcomes[screen.name];
  if (name === undefined || after.session === null) return { reports: [], keys: [] };
  const key = outcomeKey(name, after);
  const isNew = key === null ? !before.canceled : !after.reported.includes(key);
  const isEntered = screenOf(before).name !== screen.name || name === "pay-failed";
  const { status, payment } = after.session;
  return {
    reports: isNew && isEntered && before.session !== null ? [{ name, detail: { status, payment } }] : [],
    keys: key === null ? [] : [key],
  };
}

function actionReport(before: State, after: State): Made {
  const payment = after.session?.payment ?? null;
  const action = payment?.status === "pending" ? payment.nextAction : null;
  // The stream may deliver the payment before the answer to the start arrives. Only that answer shows that this page
  // started the payment, so the report waits for it.
  if (payment === null || action === null || after.busy === "submit") return { reports: [], keys: [] };
  const key = `pay-action ${payment.id}`;
  if (after.reported.includes(key) || before.session === null) return { reports: [], keys: [key] };
  if (isSafeAction(action, after.allowHttp)) {
    return { reports: [{ name: "pay-action", detail: { payment, action } }], keys: [key] };
  }
  return { reports: [problemReport(unsafeRedirect)], keys: [key] };
}

function readyReport(before: State, after: State): Made {
  return before.session === null && after.session !== null
    ? { reports: [{ name: "pay-ready", detail: { status: after.session.status } }], keys: [] }
    : { reports: [], keys: [] };
}

/**
 * Derives the reports to the page from the states before and after a change. The state in the first answer is not a
 * change, so after a reload the page gets only `pay-ready`.
 */
export function reportChange(before: State, after: State): { state: State; reports: readonly Report[] } {
  const made = [readyReport, actionReport, outcomeReport].map((report) => report(before, after));
  const keys = made.flatMap((one) => one.keys).filter((key) => !after.reported.includes(key));
  const reports = made.flatMap((one) => one.reports);
  return {
    state: keys.length === 0 ? after : { ...after, reported: [...after.reported, ...keys] },
    reports,
  };
}

/**
 * A state that the first bundle has made, with the keys of what it showed from the start: that was no change, so it is
 * not reported.
 */
export function withFirstKeys(state: State): State {
  return reportChange({ ...state, session: null }, state).state;
}
