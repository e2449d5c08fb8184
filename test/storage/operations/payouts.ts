import fc from "fast-check";
import { payoutStatuses } from "../../../bff/contract.ts";
import { listPayouts } from "../../../bff/storage/repositories/payouts.ts";
import { after, limit, oneOf, operation } from "./operation.ts";

export const payoutOperations = [
  operation(
    "listPayouts",
    fc.record({
      limit,
      after,
      reference: fc.option(oneOf("r", "R"), { nil: undefined }),
      status: fc.option(fc.array(fc.constantFrom(...payoutStatuses), { minLength: 1, maxLength: 3 }), {
        nil: undefined,
      }),
    }),
    (input) => (_world, executor) => listPayouts(executor, input),
  ),
];
