/** Every combination of the filters of every list of the merchant API, which is also the console's. */
import { z } from "zod";
import { merchantOperations } from "../../../bff/http/specs/merchant.ts";
import type { Operation } from "../../../bff/http/specs/operation.ts";

/** A request as it comes in, each value as text. */
export type Raw = Readonly<Record<string, string>>;

/** What finds by other means than by filters: see search.test.ts, and the statement of a provider. */
const others = new Set(["search", "readStatement"]);
const pages = new Set(["limit", "cursor"]);

function filtersOf({ query }: Operation): readonly (readonly [string, z.ZodType])[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).filter(([name]) => !pages.has(name));
}

/** Every read that takes a filter. A new one is among them without being named here. */
export const lists: readonly Operation[] = merchantOperations.filter(
  (operation) => operation.method === "GET" && !others.has(operation.id) && filtersOf(operation).length > 0,
);

/** The document's example, as a query has it. Several values are separated by commas. */
function exampleOf(name: string, filter: z.ZodType): string {
  const { examples } = z.globalRegistry.get(filter) ?? {};
  const first: unknown = Array.isArray(examples) ? examples[0] : undefined;
  if (first === undefined) throw new Error(`the filter ${name} has no example`);
  return Array.isArray(first) ? first.join(",") : String(first);
}

/** Other ways in which the filter may be used: one value instead of several, each value of few. */
function othersOf(filter: z.ZodType, example: string): readonly string[] {
  const [one = ""] = example.split(",");
  const schema = z.toJSONSchema(filter, { io: "output", unrepresentable: "any" });
  const parts = [schema, ...(schema.anyOf ?? []), ...Object.values(schema.$defs ?? {})].flatMap((part) =>
    typeof part === "object" ? [part] : [],
  );
  const named = parts.flatMap((part) => part.enum ?? []).map(String);
  return [...new Set([one, ...named])].filter((value) => value !== example);
}

/** An export asks as its list does: it is tried with its times and up to two filters. */
const mostOfExport = 4;

/** One value instead of several is another statement, but no other beside this many filters. */
const mostWithOthers = 4;

/** Those that are valid: an amount needs a currency, and an export its times. */
export function requestsOf(operation: Operation): readonly Raw[] {
  const most = operation.path.startsWith("/v1/exports/") ? mostOfExport : Number.POSITIVE_INFINITY;
  const filters = filtersOf(operation).map(([name, filter]) => ({
    name,
    filter,
    example: exampleOf(name, filter),
  }));
  const requests: Raw[] = [];
  for (let mask = 0; mask < 2 ** filters.length; mask++) {
    const chosen = filters.filter((_, index) => (mask & (1 << index)) !== 0);
    if (chosen.length > most) continue;
    const raw = Object.fromEntries(chosen.map(({ name, example }) => [name, example]));
    requests.push(raw);
    for (const { name, filter, example } of chosen) {
      const [one = ""] = example.split(",");
      if (one !== example && chosen.length <= mostWithOthers) requests.push({ ...raw, [name]: one });
      if (chosen.length > 1) continue;
      for (const value of othersOf(filter, example)) requests.push({ [name]: value });
    }
  }
  return requests.filter(
    (raw) => operation.query.safeParse(raw).success && !("amount" in raw && !("currency" in raw)),
  );
}

/** By the id of the list, the example of each of its filters. */
export const examples: Readonly<Record<string, Raw>> = Object.fromEntries(
  lists.map((operation) => [
    operation.id,
    Object.fromEntries(filtersOf(operation).map(([name, filter]) => [name, exampleOf(name, filter)])),
  ]),
);
