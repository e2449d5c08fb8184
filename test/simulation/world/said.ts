/** What was said of an order to somebody at the merchant's side: the least that its records must agree with. */
import type { QueryResult, ReportedStatus } from "../../../bff/providers/contract.ts";

export interface Said {
  readonly by: "callback" | "query";
  readonly status: ReportedStatus;
  /** Null where none was named that could be compared with the order's: it names none, or another currency. */
  readonly amountMinor: bigint | null;
  /** When the callback was acknowledged, or the answer arrived; epoch ms. */
  readonly at: number;
}

export type CallbackWord = Pick<Said, "status" | "amountMinor">;

/** Keeps what the answer to a query said, if it said anything of the order. */
export function noteReport(
  order: { readonly said: Said[] } | undefined,
  result: QueryResult,
  at: number,
): void {
  // A code that no document has says nothing (rule 7).
  if (result.kind !== "report" || result.report.undocumentedStatus !== null) return;
  const { status, amountText } = result.report;
  const amountMinor = amountText === null ? null : BigInt(amountText.replace(".", ""));
  order?.said.push({ by: "query", status, amountMinor, at });
}

/** How long what was heard may take to be written down. */
const longestWriteMs = 5 * 60_000;

/**
 * The words that were surely heard. A callback's was acknowledged. The answer to a query may be lost with the process that
 * asked, or with the database that it was to be written to; it is asked for again then, but not of what has ended meanwhile.
 *
 * @param troubles when a process died or the database failed, epoch ms.
 */
export function heardFor(said: readonly Said[], troubles: readonly number[]): readonly Said[] {
  const isLost = (at: number) => troubles.some((trouble) => at <= trouble && trouble <= at + longestWriteMs);
  return said.filter(({ by, at }) => by === "callback" || !isLost(at));
}

/**
 * True where a callback and the last answer to a query name two amounts of money that moved, and no callback names the one
 * of the answer: then neither source has taken its word back, in whatever order the callbacks came.
 */
export function namesTwoAmounts(said: readonly Said[], troubles: readonly number[]): boolean {
  const heard = heardFor(said, troubles);
  const answer = said.findLast(({ by }) => by === "query");
  if (answer === undefined || !heard.includes(answer) || !namesMoney(answer)) return false;
  const told = heard.filter(({ by }) => by === "callback").filter(namesMoney);
  return told.length > 0 && told.every(({ amountMinor }) => amountMinor !== answer.amountMinor);
}

const namesMoney = ({ status, amountMinor }: Said) => status === "succeeded" && amountMinor !== null;
