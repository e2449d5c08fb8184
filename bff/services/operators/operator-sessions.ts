/** What an operator has after signing in: a session, by the token in a cookie. */
import { randomBytes } from "node:crypto";
import type { OperatorConfig } from "../../config/types.ts";
import { type Author, operatorActor } from "../../core/audit.ts";
import { toBase62 } from "../../core/ids.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import {
  noteOperatorSeen,
  type OperatorSessionRow,
  operatorSessionById,
  removeOperatorSession,
} from "../../storage/repositories/operators.ts";
import type { ServiceContext } from "../context.ts";
import { auditRowOf } from "../rows/audit.ts";

/** Without a request for that long, a session is over. */
export const idleMs = 30 * 60_000;
const longestMs = 12 * 60 * 60_000;
/** Not every request writes. */
const seenEveryMs = 60_000;
const tokenBytes = 32;
const tokenForm = /^[0-9A-Za-z]+$/;
const longestToken = 64;

export interface OperatorSession {
  readonly operator: OperatorConfig;
  /** The digest of the token. */
  readonly id: string;
  /** What every request that is no GET brings along. */
  readonly csrfToken: string;
  /** Epoch ms: when it ends unless it is used again. */
  readonly idleEndsAt: number;
  /** Epoch ms: when it ends in any case. */
  readonly endsAt: number;
}

/** Digest of an operator's whole configuration. It is keyed, because a password may be in it. */
function fingerprintOf({ seal }: ServiceContext, { id, password, totp, scopes }: OperatorConfig): string {
  const text = JSON.stringify([id, password.reveal(), totp.reveal(), [...scopes].sort()]);
  return seal.fingerprint(text, "operator_sessions.operator_print");
}

function csrfTokenOf({ seal }: ServiceContext, sessionId: string): string {
  return seal.fingerprint(sessionId, "console csrf token");
}

/** A new session: its row, and the token that only the operator's browser gets. */
export function newOperatorSession(
  context: ServiceContext,
  operator: OperatorConfig,
): { readonly token: string; readonly row: OperatorSessionRow; readonly session: OperatorSession } {
  const now = context.clock.now();
  const token = toBase62(randomBytes(tokenBytes));
  const row: OperatorSessionRow = {
    id: context.seal.hash(token),
    operator_id: operator.id,
    operator_print: fingerprintOf(context, operator),
    created_at: now,
    seen_at: now,
    ends_at: now + longestMs,
  };
  return { token, row, session: sessionOf(context, row, operator) };
}

function sessionOf(
  context: ServiceContext,
  row: OperatorSessionRow,
  operator: OperatorConfig,
): OperatorSession {
  return {
    operator,
    id: row.id,
    csrfToken: csrfTokenOf(context, row.id),
    idleEndsAt: Math.min(row.seen_at + idleMs, row.ends_at),
    endsAt: row.ends_at,
  };
}

/** The session as it stands, by its id; undefined when it is over, or its operator is not the same any more. */
export async function readOperatorSession(
  context: ServiceContext,
  id: string,
): Promise<{ readonly session: OperatorSession; readonly seenAt: number } | undefined> {
  const [row] = await context.database.read(operatorSessionById({ id }));
  if (row === undefined) return undefined;
  const now = context.clock.now();
  if (now >= row.ends_at || now - row.seen_at >= idleMs) return undefined;
  const operator = context.config.console.operators.find((one) => one.id === row.operator_id);
  if (operator === undefined || fingerprintOf(context, operator) !== row.operator_print) return undefined;
  return { session: sessionOf(context, row, operator), seenAt: row.seen_at };
}

/**
 * The session of a token. A use keeps it alive.
 * @param isUse false for what a page does by itself, such as following changes.
 */
export async function findOperatorSession(
  context: ServiceContext,
  token: string,
  isUse: boolean,
): Promise<OperatorSession | undefined> {
  if (token.length > longestToken || !tokenForm.test(token)) return undefined;
  const found = await readOperatorSession(context, context.seal.hash(token));
  if (found === undefined) return undefined;
  const { session, seenAt } = found;
  const now = context.clock.now();
  const before = now - seenEveryMs;
  if (!isUse || seenAt >= before) return session;
  const seen = noteOperatorSeen({ id: session.id, at: now, before });
  await context.database.change({ load: [], decide: () => ({ writes: [seen], result: undefined }) });
  return { ...session, idleEndsAt: Math.min(now + idleMs, session.endsAt) };
}

/** Ends a session. The audit has it once. */
export async function signOut(
  context: ServiceContext,
  session: OperatorSession,
  from: Pick<Author, "address" | "requestId">,
): Promise<void> {
  const actor = operatorActor(session.operator.id);
  const entry = auditRowOf({
    author: { actor, ...from },
    action: "operator.sign_out",
    subject: actor,
    before: null,
    after: null,
    at: context.clock.now(),
  });
  await context.database.change({
    load: [operatorSessionById({ id: session.id })],
    decide: ([[row]]) => ({
      writes: row === undefined ? [] : [removeOperatorSession({ id: session.id }), insertAuditRow(entry)],
      result: undefined,
    }),
  });
}
