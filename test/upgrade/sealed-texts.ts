/** The sealed texts of a database, and the columns that must have some. */
import { resealableColumns } from "../../bff/storage/encryption/resealable-columns.ts";
import type { TestApp } from "../support/app.ts";
import { rowsOf, type WrittenState } from "./open-state.ts";

/** Every sealed text, by its column. */
export async function sealedTexts({ database }: TestApp) {
  const page = { prefix: "none", after: "", limit: 1_000 };
  const lists = await Promise.all(
    resealableColumns.map(async ({ column, list }) =>
      (await list(database.kysely, page)).map(({ sealed }) => ({ column, text: sealed ?? "" })),
    ),
  );
  return lists.flat();
}

/** The column of every sealed text in the state as it was written. */
export function sealedColumnsOf(state: WrittenState): string[] {
  return resealableColumns.flatMap(({ column }) => {
    const [table = "", name = ""] = column.split(".");
    // What was in clear columns is sealed at the start.
    const isAdded = state.tables[table]?.columns.includes(name) === false;
    if (column === "sessions.private_sealed" && isAdded) return rowsOf(state, table).map(() => column);
    const isNote = name === "note_sealed" && isAdded;
    return rowsOf(state, table).flatMap((row) => {
      const isSealed = isNote
        ? row.cause === "operator" && row.detail !== null
        : typeof row[name] === "string";
      return isSealed ? [column] : [];
    });
  });
}
