/** The queries of the exports. The answers are CSV, so they have no schema. */

import type { z } from "zod";
import { dayMs } from "../core/days.ts";
import { listEventsQuery } from "./event.ts";
import { timeFilter } from "./fields.ts";
import { listPaymentsQuery } from "./payment.ts";
import { listPayoutsQuery } from "./payout.ts";
import { listRefundsQuery } from "./refund.ts";

const mostDays = 366;

/** A table has the filters of its list, but no pages. */
const noPages = { limit: true, cursor: true } as const;

const range = {
  from: timeFilter.meta({
    description: "Rows made at or after this time.",
    examples: ["2026-11-01T00:00:00Z"],
  }),
  to: timeFilter.meta({
    description: `Rows made before this time: after \`from\`, and at most ${mostDays} days after it.`,
    examples: ["2026-12-01T00:00:00Z"],
  }),
};

const isInOrder = ({ from, to }: { readonly from: string; readonly to: string }) =>
  Date.parse(from) < Date.parse(to) && Date.parse(to) - Date.parse(from) <= mostDays * dayMs;
const order = { path: ["to"], error: `must be after from, and at most ${mostDays} days after it` };

export const exportPaymentsQuery = listPaymentsQuery.omit(noPages).extend(range).refine(isInOrder, order);
export type ExportPaymentsQuery = z.input<typeof exportPaymentsQuery>;

export const exportPayoutsQuery = listPayoutsQuery.omit(noPages).extend(range).refine(isInOrder, order);
export type ExportPayoutsQuery = z.input<typeof exportPayoutsQuery>;

export const exportRefundsQuery = listRefundsQuery.omit(noPages).extend(range).refine(isInOrder, order);
export type ExportRefundsQuery = z.input<typeof exportRefundsQuery>;

export const exportEventsQuery = listEventsQuery.omit(noPages).extend(range).refine(isInOrder, order);
export type ExportEventsQuery = z.input<typeof exportEventsQuery>;
