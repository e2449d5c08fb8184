import { z } from "zod";
import * as contract from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";

const cause = z.enum(contract.causes);

export function timelineView(entry: {
  readonly at: number;
  readonly from_status: string | null;
  readonly to_status: string;
  readonly cause: string;
  readonly actor: string | null;
  readonly detail: string | null;
}): contract.TimelineEntry {
  return {
    at: toIsoTime(entry.at),
    from: entry.from_status,
    to: entry.to_status,
    cause: cause.parse(entry.cause),
    actor: entry.actor,
    detail: entry.detail,
  };
}
