/** Calendar days in UTC, as `yyyy-MM-dd`, and the payments that were created on one. */
import type { PaymentStatus } from "../../contract.ts";
import { listPayments, type PaymentRow } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";

const dayMs = 24 * 60 * 60 * 1_000;
const pageSize = 500;

export function utcDay(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

/** Whether the text is a day of the calendar. JavaScript alone reads 2026-02-31 as the third of March. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? startOfDay(text) : Number.NaN;
  return !Number.isNaN(at) && utcDay(at) === text;
}

/** Epoch ms of the day's first moment. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00.000Z`);
}

export function shiftDay(day: string, days: number): string {
  return utcDay(startOfDay(day) + days * dayMs);
}

/** Newest first. */
export async function paymentsOfDay(
  context: ServiceContext,
  input: {
    readonly accountId: string;
    readonly day: string;
    readonly status?: PaymentStatus | undefined;
  },
): Promise<PaymentRow[]> {
  const from = startOfDay(input.day);
  const all: PaymentRow[] = [];
  for (;;) {
    const last = all.at(-1);
    const rows = await listPayments(context.database.kysely, {
      limit: pageSize,
      after: last === undefined ? null : { createdAt: last.created_at, id: last.id },
      account: input.accountId,
      status: input.status,
      from,
      to: from + dayMs,
    });
    all.push(...rows);
    if (rows.length < pageSize) return all;
  }
}
