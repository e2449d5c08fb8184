import { takesPaths } from "./hosted-page.ts";
import { parseUrl } from "./parse-url.ts";
import { localProblem, type Problem } from "./problem.ts";

export interface LoadAttempt {
  /** Why the request failed; null when none was made, because an attribute is wrong. */
  readonly problem: Problem | null;
  readonly bff: string;
  readonly signal: AbortSignal;
}

/**
 * Whether the BFF answers a page that may not use its browser API. Every origin may read the widget's files, so an answer
 * for one of them says that the connection works.
 */
async function isAnswering({ bff, signal }: LoadAttempt): Promise<boolean> {
  try {
    const answer = await fetch(`${bff}/widget/v1/early.js`, {
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal,
    });
    return answer.ok;
  } catch {
    // The network or the BFF is down, as the problem says.
    return false;
  }
}

function tellDeveloper(code: string, message: string): Problem {
  console.error(`<pay-checkout> ${message}`);
  return localProblem(code, message);
}

/**
 * The reason why a session could not be loaded, as far as it is a mistake in the page around the widget. Its developer
 * reads it in the console, too: browsers do not tell a page that its origin is not allowed from a connection that broke.
 */
export async function explainLoad(attempt: LoadAttempt): Promise<Problem> {
  const { problem, bff } = attempt;
  const address = parseUrl(bff);
  if (address === null || !takesPaths(bff)) {
    return tellDeveloper("bad_bff", `bff="${bff}" is no address such as "https://pay.example.com".`);
  }
  if (problem === null) return tellDeveloper("no_token", "The element has no client-token.");
  // A browser asks nobody whether a page may speak to its own server, as the hosted page does.
  const isOwn = address.origin === window.origin;
  if (problem.code !== "network" || isOwn || !(await isAnswering(attempt))) return problem;
  return tellDeveloper(
    "origin_not_allowed",
    `The BFF at ${bff} does not allow the origin ${window.origin}: add it to merchant.allowedOrigins.`,
  );
}
