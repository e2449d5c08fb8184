import { fail, type Result, succeed } from "../../core/errors.ts";
import type { SessionRecord } from "../../core/records.ts";
import { isClosed } from "../../core/session/status.ts";
import { sessionByTokenHash } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";

/**
 * How long a token still shows how its session has ended: the customer may come back to the page that thanks them. News
 * of a session that had ended, such as late money, counts as its end.
 */
const shownMs = 24 * 60 * 60_000;

/** Whether the session's token opens it. */
export function isShown(
  { status, erasure, updated_at }: Pick<SessionRecord, "status" | "erasure" | "updated_at">,
  now: number,
): boolean {
  return erasure !== "erased" && !(isClosed(status) && now - updated_at > shownMs);
}

/** @returns the session of a client token; `unauthorized` for an unknown one, and for one that is shown no more. */
export async function authenticateClientToken(
  context: ServiceContext,
  input: { readonly token: string },
): Promise<Result<SessionRecord>> {
  const tokenHash = context.seal.hash(input.token);
  const [session] = await context.database.read(sessionByTokenHash({ tokenHash }));
  if (session === undefined || session.erasure === "erased")
    return fail("unauthorized", "The client token is not valid.");
  if (!isShown(session, context.clock.now())) {
    return fail(
      "unauthorized",
      "The client token is not valid any more: its session ended more than a day ago.",
    );
  }
  return succeed(session);
}
