/**
 * A decision on a payout as one batch of writes; see write-session-decision.ts.
 *
 * Source: docs/architecture.md#load-decide-commit
 */
import type { PayoutDecision } from "../../core/decision.ts";
import { gate, type Write } from "../engine/statements.ts";
import { insertReceipt } from "../repositories/callbacks.ts";
import { movePayout } from "../repositories/held-payouts.ts";
import { insertPayoutLine } from "../repositories/timelines.ts";
import { keptLine } from "./kept-line.ts";

/** Jobs and events are left out: writing them needs the id of this process. */
export function writePayoutDecision({ before, after, callbacks, timeline }: PayoutDecision): Write[] {
  const { status: from, version } = before;
  return [
    gate(movePayout({ ...after, from, version: version + 1, loaded_version: version })),
    ...callbacks.map(insertReceipt),
    ...timeline.map((line) => insertPayoutLine(keptLine(line, after))),
  ];
}
