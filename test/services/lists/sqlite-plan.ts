/** SQLite's plan of a statement: which tables it reads and how, and what it sorts. */
import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { Reading } from "./judge.ts";

const planRow = z.object({ id: z.number(), parent: z.number(), detail: z.string() });
type PlanRow = z.output<typeof planRow>;

export interface Plan {
  readonly readings: readonly Reading[];
  /** The steps that sort more than the rows of a page. */
  readonly sorts: readonly string[];
}

/** Rows that were limited before, or found by their ids. */
const isBounded = /^SCAN (one|found)$|\((id|event_id|delivery_id)=\?\)$/;
const step =
  /^(SEARCH|SCAN) (\w+)(?: (?:EXISTS )?USING (?:COVERING )?(?:INDEX (\w+)|PRIMARY KEY)(?: \((.*)\))?)?/;

function readingOf({ detail }: PlanRow): Reading[] {
  const [, , table = "", index, sought = ""] = step.exec(detail) ?? [];
  if (table === "" || ["one", "found", "CONSTANT"].includes(table)) return [];
  const terms = sought.split(" AND ");
  return [
    {
      text: detail,
      table,
      index,
      equal: terms.flatMap((term) => /^(\w+)=\?$/.exec(term)?.[1] ?? []),
      isSince: terms.some((term) => /^(created|event)_at>\?$/.test(term)),
      isUntil: terms.some((term) => /^(\(\w+,\w+\)<\(\?,\?\)|(created|event)_at<\?)$/.test(term)),
    },
  ];
}

export async function sqlitePlan({ kysely }: Database, text: string): Promise<Plan> {
  const { rows } = await sql.raw(`explain query plan ${text}`).execute(kysely);
  const steps = z.array(planRow).parse(rows);
  const sorts = steps.filter(
    ({ detail, parent }) =>
      detail.startsWith("USE TEMP B-TREE") &&
      !steps.some((other) => other.parent === parent && isBounded.test(other.detail)),
  );
  return { readings: steps.flatMap(readingOf), sorts: sorts.map(({ detail }) => detail) };
}
