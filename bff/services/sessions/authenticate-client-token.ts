import { fail, type Result, succeed } from "../../core/errors.ts";
import type { SessionRecord } from "../../core/records.ts";
import { sessionByTokenHash } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";

/** @returns the session of a client token; `unauthorized` for an unknown token, and once the session is erased. */
export async function authenticateClientToken(
  context: ServiceContext,
  input: { readonly token: string },
): Promise<Result<SessionRecord>> {
  const tokenHash = context.seal.hash(input.token);
  const [session] = await context.database.read(sessionByTokenHash({ tokenHash }));
  return session === undefined || session.erasure === "erased"
    ? fail("unauthorized", "The client token is not valid.")
    : succeed(session);
}
