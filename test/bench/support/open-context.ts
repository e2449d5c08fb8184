import { readConfig } from "../../../bff/config.ts";
import { createLogger } from "../../../bff/logger.ts";
import { openContext } from "../../../bff/open-context.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import type { BenchConfig } from "./product.ts";
import type { Bench } from "./run-bench.ts";

/** What the use cases are given, in this process: the real thing but for a log nobody reads. */
export async function openBenchContext(
  { cleanup }: Pick<Bench, "cleanup">,
  config: BenchConfig,
): Promise<ServiceContext> {
  const reading = readConfig({ text: JSON.stringify(config), env: {} });
  if (!reading.ok) throw new Error(`the configuration is wrong: ${JSON.stringify(reading.issues)}`);
  const logger = createLogger({ level: "silent" });
  const metrics = { count: () => undefined, measure: () => undefined };
  const opened = await openContext({ config: reading.config, logger, metrics });
  cleanup.defer(opened.close);
  return opened.context;
}
