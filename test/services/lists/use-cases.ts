/** What each list does, called as its route calls it, until the end of its second page. */
import type { z } from "zod";
import type { Result } from "../../../bff/core/errors.ts";
import * as tables from "../../../bff/http/specs/exports.ts";
import * as specs from "../../../bff/http/specs/merchant.ts";
import type { Operation } from "../../../bff/http/specs/operation.ts";
import { listPayoutsOperation } from "../../../bff/http/specs/payouts.ts";
import { listRefundsOperation } from "../../../bff/http/specs/refunds.ts";
import { listAudit } from "../../../bff/services/audit/list-audit.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { listEvents } from "../../../bff/services/events/read-events.ts";
import {
  exportEvents,
  exportPayments,
  exportPayouts,
  exportRefunds,
  type Pieces,
} from "../../../bff/services/exports/exports.ts";
import { listPayments } from "../../../bff/services/payments/read-payments.ts";
import { listPayouts } from "../../../bff/services/payouts/read-payouts.ts";
import { listRefunds } from "../../../bff/services/refunds/read-refunds.ts";
import type { Page } from "../../../bff/services/rows/page.ts";
import { listSessions } from "../../../bff/services/sessions/read-sessions.ts";
import type { Raw } from "./requests.ts";

/** @param note called before each page, with its number */
type UseCase = (context: ServiceContext, raw: Raw, note: (page: number) => void) => Promise<void>;

function successOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.detail);
  return result.value;
}

function inPages<Query extends z.ZodType>(
  operation: Operation<Query>,
  list: (context: ServiceContext, query: z.output<Query>) => Promise<Result<Page<unknown>>>,
): readonly [string, UseCase] {
  return [
    operation.id,
    async (context, raw, note) => {
      note(1);
      const first = successOf(await list(context, operation.query.parse({ ...raw, limit: "1" })));
      if (first.nextCursor === null) return;
      note(2);
      successOf(await list(context, operation.query.parse({ ...raw, limit: "1", cursor: first.nextCursor })));
    },
  ];
}

function asTable<Query extends z.ZodType>(
  operation: Operation<Query>,
  write: (context: ServiceContext, query: z.output<Query>) => Pieces,
): readonly [string, UseCase] {
  return [
    operation.id,
    async (context, raw, note) => {
      note(1);
      const pieces = write(context, operation.query.parse(raw));
      await pieces.next();
      note(2);
      await pieces.next();
    },
  ];
}

export const useCases: ReadonlyMap<string, UseCase> = new Map([
  inPages(specs.listSessionsOperation, listSessions),
  inPages(specs.listPaymentsOperation, listPayments),
  inPages(listPayoutsOperation, listPayouts),
  inPages(listRefundsOperation, listRefunds),
  inPages(specs.listEventsOperation, listEvents),
  inPages(specs.listAuditOperation, listAudit),
  asTable(tables.exportPaymentsOperation, (context, query) => successOf(exportPayments(context, query))),
  asTable(tables.exportPayoutsOperation, exportPayouts),
  asTable(tables.exportRefundsOperation, exportRefunds),
  asTable(tables.exportEventsOperation, exportEvents),
]);
