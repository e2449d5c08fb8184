import { z } from "zod";
import * as contract from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { readDetail } from "../../core/details.ts";
import { sayRefused } from "../../core/refused-callback.ts";
import type { RefusedCallbackRow } from "../../storage/repositories/refused-callbacks.ts";

const cause = z.enum(contract.causes);

interface TimelineRow {
  readonly at: number;
  readonly from_status: string | null;
  readonly to_status: string;
  readonly cause: string;
  readonly actor: string | null;
  readonly detail: string | null;
  readonly note_sealed: string | null;
}

/** What a timeline is made of. */
export interface TimelineRows {
  /** Oldest first. */
  readonly lines: readonly TimelineRow[];
  /** Refused callbacks change nothing, so they are kept beside the lines: one for each reason. */
  readonly refused: readonly RefusedCallbackRow[];
}

/**
 * Oldest first.
 *
 * @param openNote opens an operator's note; null where it is left out.
 */
export function timelineView(
  { lines, refused }: TimelineRows,
  openNote: (sealed: string) => string | null,
): contract.TimelineEntry[] {
  const all = [...lines.map((row) => entryOf(row, openNote)), ...refused.map(refusalEntry)];
  // What is of the same time stays in the order of the lines, and the refused ones come after them.
  return all.sort((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -1 : 1));
}

function entryOf(row: TimelineRow, openNote: (sealed: string) => string | null): contract.TimelineEntry {
  return {
    at: toIsoTime(row.at),
    from: row.from_status,
    to: row.to_status,
    cause: cause.parse(row.cause),
    actor: row.actor,
    ...detailOf(row.detail),
    ...(row.note_sealed === null ? {} : noteOf(openNote(row.note_sealed))),
  };
}

/** The note is the detail, and the code says what was decided. One that does not open leaves the sentence. */
function noteOf(note: string | null): Partial<Pick<contract.TimelineEntry, "detail" | "note">> {
  return note === null ? {} : { detail: note, note };
}

function detailOf(detail: string | null): Pick<contract.TimelineEntry, "detail" | "code" | "values"> {
  return { detail, ...(detail === null ? {} : readDetail(detail)) };
}

function refusalEntry(row: RefusedCallbackRow): contract.TimelineEntry {
  return {
    at: toIsoTime(row.first_at),
    from: row.status,
    to: row.status,
    cause: "callback",
    actor: null,
    ...sayRefused(row.reason, row.last_at > row.first_at ? toIsoTime(row.last_at) : null),
  };
}
