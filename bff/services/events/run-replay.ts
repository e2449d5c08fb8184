/**
 * One run of a replay's job: the next page of its events. The first run enables the disabled endpoints that take one of
 * the types, as a redelivery does.
 */
import { adoptDeliveries } from "../../storage/repositories/adopt-deliveries.ts";
import { enableEndpoints } from "../../storage/repositories/disabled-endpoints.ts";
import {
  eventsPerPage,
  isBacklogged,
  nextToReplay,
  type ReplayedPage,
  replayById,
  undeliveredEndpoints,
  writeReplayedPage,
} from "../../storage/repositories/event-replays.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";

import { typesOf } from "./replay-events.ts";

/** What is new must not wait behind a day of what is old: a page is scheduled only while few deliveries are due. */
const mostDue = 2 * eventsPerPage;
/**
 * Between two pages. The deliveries of one come due within half of it, a millisecond apart; the other half is for what is
 * new.
 */
const pauseMs = 2 * eventsPerPage;
const backlogPauseMs = 1_000;

export async function runReplay(
  context: ServiceContext,
  input: { readonly replayId: string },
): Promise<JobOutcome> {
  const { database } = context;
  const { kysely } = database;
  const [replay] = await database.read(replayById({ id: input.replayId }));
  if (replay === undefined || replay.finished_at !== null) return { kind: "done" };
  if (replay.after_id === "") await adoptDeliveries(database, context.endpoints);
  const now = context.clock.now();
  const types = typesOf(replay);
  const taking = endpointsTaking(context, types);
  if (await isBacklogged(kysely, { endpointIds: taking, dueBy: now, most: mostDue }))
    return { kind: "again", at: now + backlogPauseMs, step: 0 };

  const { events, last, isLast } = await nextToReplay(kysely, replay);
  const chosen = events.filter(({ type }) => types === null || types.some((one) => one === type));
  const undelivered =
    replay.undelivered_only === 1
      ? await undeliveredEndpoints(
          kysely,
          chosen.map(({ id }) => id),
        )
      : null;
  const deliveries = chosen.flatMap((event) => {
    const all = endpointsTaking(context, [event.type]);
    const endpointIds =
      undelivered === null ? all : all.filter((id) => undelivered.get(event.id)?.includes(id));
    return endpointIds.length === 0 ? [] : [{ event, endpointIds }];
  });
  const page: ReplayedPage = { replay, deliveries, last, isLast, now };
  const enabled = replay.after_id === "" ? taking : [];
  await database.transaction(async (trx) => {
    const isOurs = await writeReplayedPage(trx, page);
    if (isOurs) await enableEndpoints(trx, { endpointIds: enabled, now });
  });
  if (deliveries.length > 0) context.wakeJobs("webhooks");
  if (!isLast) return { kind: "again", at: deliveries.length > 0 ? now + pauseMs : now, step: 0 };
  context.logger.info({ replayId: replay.id }, "the deliveries of a replay are scheduled");
  return { kind: "done" };
}

/** @param types null: any type. */
function endpointsTaking(context: ServiceContext, types: readonly string[] | null): readonly string[] {
  return context.endpoints
    .filter(
      ({ events }) => events === null || types === null || events.some((taken) => types.includes(taken)),
    )
    .map(({ id }) => id);
}
