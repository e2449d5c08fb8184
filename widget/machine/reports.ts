import type { Problem } from "../net/problem.ts";
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

/** The report of something that went wrong. */
export function problemReport({ code, message, requestId }: Problem): Report {
  return { name: "pay-error", detail: { code, message, requestId } };
}

/** Reports made by a change, and the keys that keep each from being made twice. */
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
  // While the start is under way the stream may be quicker than its answer: the report waits for the answer, which
  // says that it was this page that started the payment.
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
 * What the page is told of a change, read off the states before and after it. What already was so at the first
 * answer is not a change: after a reload only `pay-ready` comes.
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
