/** The sandbox that says how long it took (timed-sandbox.ts), as a process of its own. */
import { join } from "node:path";
import { z } from "zod";
import { startProgram } from "../../../scripts/program.ts";
import type { Bench } from "./run-bench.ts";

const ready = z.object({
  /** Origin of the control server. */
  control: z.string(),
  providers: z.record(
    z.string(),
    z.object({ baseUrl: z.string(), credentials: z.record(z.string(), z.string()) }),
  ),
  timesUrl: z.string(),
});
const timesOfOrders = z.array(z.tuple([z.number(), z.number()]));

export type TimedSandbox = z.output<typeof ready> & {
  /** What PayPro took over each order, in ms by amount. */
  readTimes(): Promise<ReadonlyMap<number, number>>;
};

export async function startTimedSandbox(bench: Bench): Promise<TimedSandbox> {
  const program = startProgram({
    name: "The timed sandbox",
    entry: "test/bench/support/timed-sandbox.ts",
    logFile: join(bench.folder, "sandbox.log"),
  });
  bench.cleanup.defer(() => program.stop());
  const found = ready.parse(JSON.parse(await program.firstLine));
  return {
    ...found,
    async readTimes() {
      const answer = await fetch(found.timesUrl);
      return new Map(timesOfOrders.parse(await answer.json()));
    },
  };
}
