/** PostgreSQL's plan of a statement: which tables it reads and how, and what it sorts. */
import { type CompiledQuery, sql } from "kysely";
import { z } from "zod";
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { Reading } from "./judge.ts";
import type { Plan } from "./sqlite-plan.ts";

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string | undefined;
  readonly "Index Name"?: string | undefined;
  readonly "Index Cond"?: string | undefined;
  readonly "Plan Rows": number;
  readonly Plans?: readonly Node[] | undefined;
}
const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    "Node Type": z.string(),
    "Relation Name": z.string().optional(),
    "Index Name": z.string().optional(),
    "Index Cond": z.string().optional(),
    "Plan Rows": z.number(),
    Plans: z.array(node).optional(),
  }),
);
const planRows = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: node })]) })]);

/** What is sorted in a moment, however large the tables are: the found rows of nine statuses. */
const fewRows = 9 * 250;

const byIds = /"(event_|delivery_)?id" in \('/;

function withinOf(of: Node): readonly Node[] {
  return [of, ...(of.Plans ?? []).flatMap(withinOf)];
}

function readingOf(of: Node, found: string): Reading[] {
  const table = of["Relation Name"];
  if (table === undefined) return [];
  // A bitmap may come from several indexes.
  const indexes = withinOf(of).filter((one) => one["Index Name"] !== undefined);
  const index = indexes[0]?.["Index Name"];
  const sought = indexes.map((one) => one["Index Cond"] ?? "").join(" ");
  return [
    {
      text: `${of["Node Type"]} ${index ?? ""} ${sought} in ${found}`,
      table,
      index,
      // Of tables this small, the rows of a page of ids are looked for in all.
      equal: byIds.test(found)
        ? ["id"]
        : [...sought.matchAll(/\((\w+) = /g)].map(([, column = ""]) => column),
      isSince: /(created|event)_at >= /.test(sought),
      isUntil: /(created|event)_at < |ROW\(\w+, \w+\) < /.test(sought),
    },
  ];
}

export async function postgresPlan({ kysely }: Database, query: CompiledQuery): Promise<Plan> {
  const text = query.sql.replaceAll(/\$(\d+)/g, (_, number) => `'${query.parameters[Number(number) - 1]}'`);
  const { rows: found } = await sql.raw(`explain (format json) ${text}`).execute(kysely);
  const [
    {
      "QUERY PLAN": [{ Plan: top }],
    },
  ] = planRows.parse(found);
  const all = withinOf(top);
  return {
    readings: all.flatMap((one) => readingOf(one, text)),
    sorts: all.flatMap((one) => {
      const rows = one.Plans?.[0]?.["Plan Rows"] ?? 0;
      return one["Node Type"].endsWith("Sort") && rows > fewRows ? [`sorts ${rows} rows in ${text}`] : [];
    }),
  };
}
