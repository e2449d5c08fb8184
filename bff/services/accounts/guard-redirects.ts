/**
 * Keeps a provider from sending customers where they may not go. If an order can only be paid at such a place, the
 * provider has the order all the same, so its payment is never called failed.
 */
import type { NextAction } from "../../core/next-action.ts";
import type { OrderReport } from "../../core/report.ts";
import { objectToTarget, type WebTargetRules } from "../../core/web-targets.ts";
import type { CallbackResult, CreateResult, ProviderAdapter, QueryResult } from "../../providers/contract.ts";

export interface RedirectGuard extends WebTargetRules {
  /** Called with why an address was refused (a word of ours). */
  readonly onRefused: (why: string) => void;
}

/** The adapter with every address for the customer checked. */
export function guardRedirects(adapter: ProviderAdapter, guard: RedirectGuard): ProviderAdapter {
  return {
    ...adapter,
    createPayment: async (order) => guardCreation(await adapter.createPayment(order), guard),
    queryPayment: async (ref) => guardQuery(await adapter.queryPayment(ref), guard),
    readCallback: (raw) => guardCallback(adapter.readCallback(raw), guard),
  };
}

function guardCreation(result: CreateResult, guard: RedirectGuard): CreateResult {
  if (result.kind !== "accepted") return result;
  const nextAction = guardAction(result.nextAction, guard);
  const report = result.report === null ? null : guardReport(result.report, guard);
  // The order exists, and a query will find it.
  if (nextAction === null) return { kind: "unknown", cause: "unsafe_redirect" };
  return { ...result, nextAction, report };
}

function guardQuery(result: QueryResult, guard: RedirectGuard): QueryResult {
  return result.kind === "report" ? { ...result, report: guardReport(result.report, guard) } : result;
}

function guardCallback(result: CallbackResult, guard: RedirectGuard): CallbackResult {
  if (result.kind !== "facts") return result;
  return {
    ...result,
    facts: result.facts.map((fact) => ({ ...fact, report: guardReport(fact.report, guard) })),
  };
}

function guardReport(report: OrderReport, guard: RedirectGuard): OrderReport {
  return report.nextAction === null
    ? report
    : { ...report, nextAction: guardAction(report.nextAction, guard) };
}

function isAllowed(url: string, guard: RedirectGuard): boolean {
  const objection = objectToTarget(url, guard);
  if (objection !== null) guard.onRefused(objection);
  return objection === null;
}

/** A QR code that can be scanned goes on without its page. The schemes of apps are the widget's to check. */
function guardAction(action: NextAction, guard: RedirectGuard): NextAction | null {
  switch (action.type) {
    case "display_code":
      return action;
    case "redirect":
    case "redirect_form":
      return isAllowed(action.url, guard) ? action : null;
    case "display_qr":
      return {
        ...action,
        url: action.url !== null && isAllowed(action.url, guard) ? action.url : null,
        links: action.links.filter(({ url }) => !/^https?:/i.test(url) || isAllowed(url, guard)),
      };
    default:
      return action satisfies never;
  }
}
