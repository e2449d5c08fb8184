/** The search in the merchant API. Source: docs/search.md#search. */
import { searchAnswer, searchQuery } from "../../contract.ts";
import { allowed, read } from "./merchant-operation.ts";
import type { Operation } from "./operation.ts";

export const searchOperation = read({
  id: "search",
  path: "/v1/search",
  summary: "Find what fits an id, a number, a code, a reference, an address, or an amount",
  scopes: allowed.reports,
  query: searchQuery,
  answer: { description: "What was found", schema: searchAnswer },
  errors: ["validation_failed"],
});

export const searchOperations: readonly Operation[] = [searchOperation];
