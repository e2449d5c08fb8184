/**
 * Stores in a session's row which end events were recorded for it, so that a decision need not look them up.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, runAll } from "./ddl.ts";

const ends = ["session.succeeded", "session.canceled", "session.expired"];

const recorded = ends
  .map(
    (type) => `case when exists (select 1 from events
      where events.session_id = sessions.id and events.payment_id is null and events.type = '${type}')
      then '${type} ' else '' end`,
  )
  .join(" || ");

export function announcedEnds(engine: Engine): Migration {
  const { text } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        `alter table sessions add column announced ${text} not null default ''`,
        `update sessions set announced = trim(${recorded})`,
      ]),
  };
}
