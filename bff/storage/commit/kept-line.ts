import type { SessionRecord, TimelineLine } from "../../core/records.ts";

/**
 * A line as it is kept. Whose subject is erased keeps no note: the erasure has been, and would not come again for a note that
 * is written after it.
 */
export function keptLine<Status extends string>(
  line: TimelineLine<Status>,
  { erasure }: Pick<SessionRecord, "erasure">,
): TimelineLine<Status> {
  return erasure === "erased" ? { ...line, noteSealed: null } : line;
}
