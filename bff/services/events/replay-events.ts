/**
 * Delivers all events of a time once more. The request writes the replay; its job schedules the deliveries, a page of
 * events in each run.
 *
 * Source: docs/jobs.md#replays
 */
import { type EventReplayView, type EventType, eventType, type ReplayEventsRequest } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import { toIsoTime } from "../../core/clock.ts";
import { fail, type Result, succeed, wrongFields } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { insertJob } from "../../storage/jobs/job-writes.ts";
import { newJobRow } from "../../storage/jobs/jobs.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import { type EventReplayRow, insertReplay, replayById } from "../../storage/repositories/event-replays.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";
import { auditRowOf } from "../rows/audit.ts";

export function typesOf({ types }: Pick<EventReplayRow, "types">): EventType[] | null {
  return types === null ? null : types.split(" ").map((type) => eventType.parse(type));
}

function replayView(row: EventReplayRow): EventReplayView {
  return {
    id: row.id,
    object: "event_replay",
    status: row.finished_at === null ? "running" : "finished",
    from: toIsoTime(row.from_at),
    to: toIsoTime(row.to_at),
    types: typesOf(row),
    undeliveredOnly: row.undelivered_only === 1,
    scheduled: row.scheduled,
    createdAt: toIsoTime(row.created_at),
  };
}

/** What happens after the request is not part of it. Errors: `validation_failed` at `to`. */
export async function replayEvents(
  context: ServiceContext,
  input: {
    readonly request: ReplayEventsRequest;
    readonly author: Author;
    readonly keyBinding: KeyBinding | null;
  },
): Promise<Result<EventReplayView>> {
  const { request, author, keyBinding } = input;
  const now = context.clock.now();
  const from = Date.parse(request.from);
  const to = Math.min(Date.parse(request.to), now + 1);
  if (from > now) return wrongFields([{ path: "from", message: "must be in the past" }]);
  if (from >= to) return wrongFields([{ path: "to", message: "must be after from" }]);
  const types = request.types == null ? null : [...new Set(request.types)];
  const row: EventReplayRow = {
    id: newId("rpl", context.random),
    from_at: from,
    to_at: to,
    types: types?.join(" ") ?? null,
    undelivered_only: request.undeliveredOnly === true ? 1 : 0,
    after_at: from,
    after_id: "",
    scheduled: 0,
    created_at: now,
    finished_at: null,
  };
  const view = replayView(row);
  const job = newJobRow({ kind: "replay_events", subjectId: row.id, runAt: now, now });
  const after = { status: view.status, from: view.from, to: view.to, types: row.types ?? "all" };
  const audit = auditRowOf({ author, action: "event.replay", subject: row.id, before: null, after, at: now });
  await context.database.change({
    load: keyBinding === null ? [] : [keyBinding.query],
    decide: ([keyRows]) => ({
      writes: [
        insertReplay(row),
        ...(keyBinding?.bind(keyRows?.[0], row.id, { status: 201, body: view }) ?? []),
        insertJob(job),
        insertAuditRow(audit),
      ],
      result: undefined,
    }),
  });
  context.logger.info({ replayId: row.id }, "events are replayed");
  context.wakeJobs("maintenance");
  return succeed(view);
}

export async function readReplay(
  context: ServiceContext,
  input: { readonly replayId: string },
): Promise<Result<EventReplayView>> {
  const [row] = await context.database.read(replayById({ id: input.replayId }));
  return row === undefined ? fail("not_found", "There is no such replay.") : succeed(replayView(row));
}
