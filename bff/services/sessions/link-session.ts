import type { SessionLink } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { addAuditRow } from "../../storage/repositories/audit.ts";
import { sessionById } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { auditRowOf } from "../rows/audit.ts";
import { isShown } from "./authenticate-client-token.ts";

/**
 * The client token of a session and the address of its hosted page again, for a message to the customer. The token is not
 * stored; it is derived from the session's id, as it was at the session's creation.
 *
 * Errors: `not_found`, `session_closed` (the token opens nothing any more), `link_unavailable` (the token was made under
 * an encryption key that is not the first one any more).
 */
export async function linkSession(
  context: ServiceContext,
  input: { readonly sessionId: string; readonly author: Author },
): Promise<Result<SessionLink>> {
  const { sessionId, author } = input;
  const [session] = await context.database.read(sessionById({ id: sessionId }));
  if (session === undefined) return fail("not_found", "There is no such session.");
  const at = context.clock.now();
  if (!isShown(session, at))
    return fail("session_closed", "The session ended more than a day ago, so its link shows nothing.");
  const clientToken = context.seal
    .clientTokens(sessionId)
    .find((token) => context.seal.hash(token) === session.token_hash);
  if (clientToken === undefined)
    return fail(
      "link_unavailable",
      "The encryption key that was the first one when the session was made is gone.",
    );
  const after = { status: session.status };
  const audited = { author, action: "session.link", subject: sessionId, before: null, after, at } as const;
  await addAuditRow(context.database.kysely, auditRowOf(audited));
  return succeed({ url: `${context.config.publicUrl}/pay#${clientToken}`, clientToken });
}
