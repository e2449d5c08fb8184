/** What a call that was made to test an account says about it. Source: docs/providers/README.md#testing-an-account */
import type { ProbeResult } from "../contract.ts";
import type { RefusalSubject } from "./refusal-words.ts";
import { refuseCall } from "./refused-calls.ts";

export type ProbedCall =
  | { readonly kind: "done" }
  /** `code`: a word of ours that says more than the subject. */
  | { readonly kind: "refused"; readonly subject: RefusalSubject; readonly code?: string }
  | { readonly kind: "not_sent" | "unknown"; readonly cause: string };

/** Answers of a gateway that may have no such call, while others of it work. */
const answeredInVain: ReadonlySet<string> = new Set([
  "access_denied",
  "error_status",
  "redirected",
  "server_error",
  "unreadable_answer",
]);

/** The number of an order that cannot exist. */
export const nowhereOrder = "0";

/** True if somebody answered, but perhaps only that there is no such call. */
export function mayLackCall(call: ProbedCall): boolean {
  if (call.kind === "refused") return call.subject !== "credentials";
  return call.kind === "unknown" && answeredInVain.has(call.cause);
}

/**
 * Tests an account by its balance. Not every contract has that call, so an order that cannot exist is queried where
 * the balance may be missing.
 */
export async function probeByBalance(
  askBalance: () => Promise<ProbedCall>,
  queryNowhereOrder: () => Promise<ProbedCall>,
  note = "the balance call did not work; a query did",
): Promise<ProbeResult> {
  const held = await askBalance();
  if (held.kind === "done") return { kind: "ok" };
  if (!mayLackCall(held)) return failedProbe(held);
  const queried = await queryNowhereOrder();
  const knowsUs = queried.kind === "done" || (queried.kind === "refused" && queried.subject === "not_found");
  return knowsUs ? { kind: "ok", note } : failedProbe(queried);
}

export function failedProbe(call: Exclude<ProbedCall, { kind: "done" }>): ProbeResult {
  if (call.kind === "refused") {
    const { code, alarm } = refuseCall(call);
    return { kind: alarm ? "wrong_credentials" : "unexpected", code: call.code ?? code };
  }
  if (call.cause !== "access_denied") return { kind: "not_reached", cause: call.cause };
  const note = "HTTP 401 or 403: the credentials, or this server's address, are not let in";
  return { kind: "wrong_credentials", code: "access_denied", note };
}
