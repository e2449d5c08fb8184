/** `SIGHUP`: the server reads its configuration again. */
import type { Logger } from "pino";
import { readConfig } from "../config.ts";
import type { RunningServer } from "../main.ts";

/** One mistake a line; the rest of a file that is no configuration at all is not worth the log. */
const mostMistakes = 20;

export interface Rereading {
  /** The configuration's file. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly server: Pick<RunningServer, "reload">;
  readonly logger: Logger;
}

/** A file with a mistake changes nothing. Never throws. */
export async function rereadConfig({ file, env, server, logger }: Rereading): Promise<void> {
  try {
    const reading = readConfig({ file, env });
    if (reading.ok) return await server.reload(reading.config);
    logger.error(
      { count: reading.issues.length },
      "the configuration has mistakes, so nothing of it was changed",
    );
    for (const { path, message } of reading.issues.slice(0, mostMistakes)) {
      logger.error(
        { reason: path === "" ? message : `${path}: ${message}` },
        "a mistake in the configuration",
      );
    }
  } catch (error) {
    logger.error({ err: error }, "the configuration was not read again, or not all of it took effect");
  }
}
