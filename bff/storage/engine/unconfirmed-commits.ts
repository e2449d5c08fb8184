/**
 * Commits that PostgreSQL reports as done although its synchronous standby has not confirmed them: an operator has cancelled
 * the wait (`pg_cancel_backend`). The server says so by a warning before its answer. Such a commit is lost with the
 * server, so it counts as one whose answer was lost.
 */
import type pg from "pg";
import { UnconfirmedCommitError } from "./database-errors.ts";

/** Where in PostgreSQL the warning is written. Its text is in the server's language. */
const waitForStandby = "SyncRepWaitForLSN";

const unconfirmed = new WeakSet<pg.ClientBase>();

/** Call it once for each connection. */
export function watchCommits(client: pg.ClientBase): void {
  client.on("notice", ({ routine }) => {
    if (routine === waitForStandby) unconfirmed.add(client);
  });
}

/** Call it after each answer of the connection. Throws {@link UnconfirmedCommitError}. */
export function assertConfirmed(client: pg.ClientBase): void {
  if (unconfirmed.delete(client)) throw new UnconfirmedCommitError("no standby has confirmed the commit");
}
