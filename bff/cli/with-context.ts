import { atMost } from "../at-most.ts";
import type { OpenContext } from "../open-context.ts";
import type { ServiceContext } from "../services/context.ts";
import { exitConfig } from "./exit-codes.ts";
import { explainStart } from "./explain-start.ts";
import { loadConfig, type Terminal } from "./load-config.ts";

/** Longer than it takes to write what is under way. A server that hangs must not keep the command. */
const closeMs = 5_000;

/** Opens a context for one command. A server may be running at the same time. */
export async function withContext(
  file: string,
  terminal: Terminal,
  work: (context: ServiceContext) => Promise<number>,
): Promise<number> {
  const config = await loadConfig(file, terminal);
  if (config === undefined) return exitConfig;
  const [{ openContext }, { createLogger }] = await Promise.all([
    import("../open-context.ts"),
    import("../logger.ts"),
  ]);
  const logger = createLogger({ level: "silent" });
  let opened: OpenContext;
  try {
    opened = await openContext({
      config,
      logger,
      metrics: { count: () => undefined, measure: () => undefined },
    });
  } catch (error) {
    terminal.error(`This command cannot run: ${explainStart(error)}`);
    return 1;
  }
  try {
    return await work(opened.context);
  } finally {
    await atMost(opened.close(), closeMs, () => undefined);
  }
}
