import { fail } from "../../core/errors.ts";

/** A page of a list, newest first. */
export interface Page<T> {
  readonly data: T[];
  readonly nextCursor: string | null;
}

export const wrongCursor = fail("validation_failed", "The cursor is not one that this API gave out.", [
  { path: "cursor", message: "is not a cursor of this list" },
]);
