/**
 * Signs an operator in by password and code. Whatever is wrong, the answer and the steps are the same: one run of scrypt,
 * three codes, and one change of the database. What was wrong stands in the audit alone.
 *
 * A run of scrypt takes as long as its hash is dear, and a name that is no operator's takes the dearest of all. So where the
 * hashes differ in cost, an operator with a cheaper one is answered sooner than a name that does not exist.
 *
 * Source: docs/console.md#signing-in
 */
import type { OperatorConfig } from "../../config/types.ts";
import { type Author, operatorActor, unknownActor } from "../../core/audit.ts";
import { fromBase32 } from "../../core/base32.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { dearestCost, type PasswordHash, parsePasswordHash, standardCost } from "../../core/password-hash.ts";
import { gate, type Write } from "../../storage/engine/statements.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import {
  insertOperator,
  insertOperatorSession,
  moveOperator,
  type OperatorRow,
  operatorById,
  removeEndedOperatorSessions,
} from "../../storage/repositories/operators.ts";
import type { ServiceContext } from "../context.ts";
import { auditRowOf } from "../rows/audit.ts";
import { newOperatorSession, type OperatorSession } from "./operator-sessions.ts";
import { createPasswordChecks } from "./passwords.ts";
import { stepOfCode } from "./totp.ts";

/** What of a sign-in was wrong, as the audit has it. */
export type SignInObjection = "unknown_operator" | "wrong_password" | "blocked" | "wrong_code" | "used_code";

export interface SignedIn {
  readonly token: string;
  readonly session: OperatorSession;
}

export interface SignInInput {
  readonly operator: string;
  readonly password: string;
  readonly totp: string;
  readonly from: Pick<Author, "address" | "requestId">;
  /** Whether the audit still takes a refusal about this subject. A stranger must not fill it. */
  readonly mayRecord: (subject: string) => boolean;
}

export type SignIn = (input: SignInInput) => Promise<Result<SignedIn>>;

/** From this wrong code in a row on, each one with the right password brings a longer wait. */
const firstCodeWithWait = 5;
const firstWaitMs = 60_000;
const longestWaitMs = 15 * 60_000;
/** In the place of a secret where there is no operator. */
const noSecret = new Uint8Array(20);

const refusal = fail(
  "sign_in_refused",
  "Operator, password and code do not go together, or were tried too often. Wait for the next code, then try again.",
);

/** The dearest of all, so that a name that is no operator's takes no less than one that is. */
function costOf({ config }: ServiceContext): PasswordHash["cost"] {
  const costs = config.console.operators.flatMap(
    ({ password }) => parsePasswordHash(password.reveal())?.cost ?? [],
  );
  return dearestCost(costs) ?? standardCost;
}

/** What the next wrong code leaves behind. */
function afterWrongCode(row: OperatorRow, now: number): Pick<OperatorRow, "wrong_codes" | "blocked_until"> {
  const wrong = row.wrong_codes + 1;
  const waitMs =
    wrong < firstCodeWithWait
      ? 0
      : Math.min(firstWaitMs * 2 ** Math.min(wrong - firstCodeWithWait, 10), longestWaitMs);
  return { wrong_codes: wrong, blocked_until: waitMs === 0 ? 0 : now + waitMs };
}

interface Tried {
  readonly operator: OperatorConfig | undefined;
  readonly isPassword: boolean;
  /** The step of the code; null for a wrong one. */
  readonly step: number | null;
  readonly now: number;
}

function objectTo(row: OperatorRow, { operator, isPassword, step, now }: Tried): SignInObjection | null {
  if (operator === undefined) return "unknown_operator";
  if (!isPassword) return "wrong_password";
  if (now < row.blocked_until) return "blocked";
  if (step === null) return "wrong_code";
  return step <= row.last_step ? "used_code" : null;
}

function rowAfter(row: OperatorRow, tried: Tried, objection: SignInObjection | null): OperatorRow {
  const next = { ...row, version: row.version + 1 };
  if (objection === "wrong_code") return { ...next, ...afterWrongCode(row, tried.now) };
  if (objection !== null || tried.step === null) return next;
  return { ...next, last_step: tried.step, wrong_codes: 0, blocked_until: 0 };
}

/** @param onScrypt called at each run of scrypt. */
export function createSignIn(context: ServiceContext, onScrypt?: (() => void) | undefined): SignIn {
  const passwords = createPasswordChecks({
    costFor: () => costOf(context),
    ...(onScrypt === undefined ? {} : { onRun: onScrypt }),
  });

  async function decide(tried: Tried, input: SignInInput): Promise<SignedIn | null> {
    const { operator, now } = tried;
    const id = operator?.id ?? "";
    const subject = operator === undefined ? unknownActor : operatorActor(operator.id);
    const made = operator === undefined ? undefined : newOperatorSession(context, operator);
    // Asked at most once, and only for a refusal: a decision may run again.
    let isRecorded: boolean | undefined;
    const mayRecord = () => {
      isRecorded ??= input.mayRecord(subject);
      return isRecorded;
    };
    const entryOf = (objection: SignInObjection | null) =>
      auditRowOf({
        author: { actor: objection === null ? subject : unknownActor, ...input.from },
        action: objection === null ? "operator.sign_in" : "operator.sign_in_refused",
        subject,
        before: null,
        after: objection === null ? null : { reason: objection },
        at: now,
      });
    return await context.database.change({
      load: [operatorById({ id })],
      decide([[held]]) {
        const row = held ?? { id, version: 0, last_step: 0, wrong_codes: 0, blocked_until: 0 };
        const objection = objectTo(row, tried);
        const next = rowAfter(row, tried, objection);
        const moved: Write =
          held === undefined ? insertOperator(next) : gate(moveOperator({ ...next, from: row.version }));
        if (objection !== null || made === undefined) {
          const entries = mayRecord() ? [insertAuditRow(entryOf(objection))] : [];
          return { writes: [moved, ...entries], result: null };
        }
        const { row: sessionRow, token, session } = made;
        const ended = removeEndedOperatorSessions({ before: now });
        const writes = [moved, insertOperatorSession(sessionRow), insertAuditRow(entryOf(null)), ended];
        return { writes, result: { token, session } };
      },
    });
  }

  /** Errors: `sign_in_refused`; `unavailable` when too many sign in at once. */
  return async function signIn(input) {
    const operator = context.config.console.operators.find(({ id }) => id === input.operator);
    const isPassword = await passwords.check(operator, input.password);
    if (isPassword === undefined)
      return fail("unavailable", "Too many sign in at once. Try again in a moment.");
    const now = context.clock.now();
    const secret = operator === undefined ? undefined : fromBase32(operator.totp.reveal());
    const step = stepOfCode(secret ?? noSecret, input.totp.replace(/\s/g, ""), now);
    const signedIn = await decide({ operator, isPassword, step, now }, input);
    return signedIn === null ? refusal : succeed(signedIn);
  };
}
