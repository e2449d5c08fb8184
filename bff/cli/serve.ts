import type { Logger } from "pino";
import { OperatorError } from "../core/operator-error.ts";
import { readLogLevel } from "../log-level.ts";
import { exitConfig } from "./exit-codes.ts";
import { watchExit } from "./exit-watch.ts";
import { explainStart, isListenMistake } from "./explain-start.ts";
import { watchHangUps } from "./hang-ups.ts";
import { loadConfig, type Terminal } from "./load-config.ts";

/** From the signal to the end of the process, whatever hangs. Stopping in order takes less (main.ts). */
const longestStopMs = 11_000;

/** Why the server stops: a signal, or an error that nobody foresaw. */
type Reason = NodeJS.Signals | "crash";

/**
 * Waits for a reason to stop. From then on the process ends within 11 s. A second SIGTERM changes nothing, because
 * some supervisors send it twice; a second Ctrl-C ends the process at once.
 */
function awaitReason(logger: Logger): Promise<Reason> {
  const { promise, resolve } = Promise.withResolvers<Reason>();
  let first: Reason | undefined;
  const stop = (reason: Reason) => {
    if (first === undefined) {
      first = reason;
      watchExit(longestStopMs, (err) => logger.warn({ err }, "nobody watches that this process ends"));
      resolve(reason);
    } else if (reason === "SIGINT") process.exit(1);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // What is in the database is right whatever happened here, so what runs is finished. A restart finds everything.
  const crash = (error: unknown) => {
    logger.fatal({ err: error }, "crashed");
    stop("crash");
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  return promise;
}

/** Runs the server until SIGTERM or SIGINT. @returns the exit code. */
export async function serve(file: string, terminal: Terminal): Promise<number> {
  const hangUps = watchHangUps();
  const logLevel = readLogLevel(terminal.env);
  if (!logLevel.ok) terminal.error(logLevel.objection);
  const config = await loadConfig(file, terminal);
  if (config === undefined || !logLevel.ok) return exitConfig;
  const [{ createLogger }, { startServer }, { rereadConfig }, { objectToArchive }] = await Promise.all([
    import("../logger.ts"),
    import("../main.ts"),
    import("./reread-config.ts"),
    import("../services/retention/archive.ts"),
  ]);
  const logger = createLogger({ level: logLevel.level });
  const stopping = awaitReason(logger);
  const codeOf = (reason: Reason) => (reason === "crash" ? 1 : 0);
  try {
    // It is first written months later, when nobody looks any more.
    const objection = objectToArchive(config.retention.archive);
    if (objection !== undefined) throw new OperatorError(objection);
    // If the signal comes while the server still waits for the database, there is nothing to finish.
    const server = await Promise.race([startServer({ config, logger }), stopping]);
    if (typeof server === "string") return codeOf(server);
    hangUps.follow(() => rereadConfig({ file, env: terminal.env, server, logger }));
    const reason = await stopping;
    hangUps.follow(undefined);
    logger.info({ signal: reason }, "stopping");
    await server.stop();
    return codeOf(reason);
  } catch (error) {
    logger.fatal({ err: error }, "cannot start");
    terminal.error(`The server cannot start: ${explainStart(error)}`);
    return isListenMistake(error) ? exitConfig : 1;
  }
}
