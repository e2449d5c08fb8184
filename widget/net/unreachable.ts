import { localProblem, type Problem } from "./problem.ts";

/**
 * The reason why a session could not be fetched. Browsers do not tell a page that the BFF does not allow its origin from
 * one whose connection broke. Every origin may read the widget's files, so an answer for one of them says which it is.
 */
export async function explainUnreachable(
  problem: Problem,
  { bff, signal }: { readonly bff: string; readonly signal: AbortSignal },
): Promise<Problem> {
  try {
    const { ok } = await fetch(`${bff}/widget/v1/hosted.css`, {
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal,
    });
    if (!ok) return problem;
  } catch {
    // The network or the BFF is down, as the problem says.
    return problem;
  }
  const message = `The BFF at ${bff} does not allow the origin ${window.origin}: add it to merchant.allowedOrigins.`;
  return localProblem("origin_not_allowed", message);
}
