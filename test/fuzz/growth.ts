/** Pumped requests at two sizes: the server's time may grow with the size, and no faster. */
import fc from "fast-check";
import { objectToGrowth } from "../growth/support/growth.ts";
import type { Call } from "../support/http-client.ts";
import type { Recorded } from "./genuine.ts";
import { pumpsOf } from "./mutation/requests.ts";
import type { Bff } from "./server/bff.ts";

const callbackBytes = 65_536;
const bodyBytes = 32_000;

export interface GrowthOptions {
  readonly bff: Bff;
  readonly recorded: readonly Recorded[];
  readonly seed: number;
  readonly count: number;
  /** Sends the request and complains as always. */
  readonly send: (call: Call) => Promise<unknown>;
}

/** @returns what grows too fast */
export async function compareGrowth({ bff, recorded, seed, count, send }: GrowthOptions): Promise<string[]> {
  const pumps = fc.sample(
    fc.constantFrom(...recorded).chain((one) => pumpsOf(one).map((pump) => ({ one, pump }))),
    {
      seed,
      numRuns: count,
    },
  );
  const objections: string[] = [];
  for (const { one, pump } of pumps) {
    const size = one.call.path.startsWith("/callbacks") ? callbackBytes : bodyBytes;
    const objection = await objectToGrowth(
      { name: pump.name, prepare: pump.make, run: send },
      size,
      async () => (await bff.usage()).cpuMs,
    );
    if (objection !== undefined) objections.push(objection);
  }
  return objections;
}
