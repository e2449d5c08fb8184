import { explainStart } from "./explain-start.ts";
import { watchHangUps } from "./hang-ups.ts";
import { configPath, exitConfig, loadConfig, type Terminal } from "./load-config.ts";

/** Runs the server until SIGTERM or SIGINT. @returns the exit code. */
export async function serve(file: string | undefined, terminal: Terminal): Promise<number> {
  const hangUps = watchHangUps();
  const config = await loadConfig(file, terminal);
  if (config === undefined) return exitConfig;
  const [{ createLogger }, { startServer }, { rereadConfig }] = await Promise.all([
    import("../logger.ts"),
    import("../main.ts"),
    import("./reread-config.ts"),
  ]);
  const logger = createLogger();
  // After an unforeseen error no state in memory can be trusted. A restart finds everything in the database.
  const crash = (error: unknown) => {
    logger.fatal({ err: error }, "crashed");
    process.exit(1);
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  const stopping = new Promise<NodeJS.Signals>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  try {
    // If the signal comes while the server still waits for the database, there is nothing to finish.
    const server = await Promise.race([startServer({ config, logger }), stopping]);
    if (typeof server === "string") return 0;
    const path = configPath(file, terminal);
    if (path !== undefined)
      hangUps.follow(() => rereadConfig({ file: path, env: terminal.env, server, logger }));
    const signal = await stopping;
    hangUps.follow(undefined);
    logger.info({ signal }, "stopping");
    // A second Ctrl-C ends the process at once.
    process.once("SIGINT", () => process.exit(1));
    await server.stop();
    return 0;
  } catch (error) {
    logger.fatal({ err: error }, "cannot start");
    terminal.error(`The server cannot start: ${explainStart(error)}`);
    return 1;
  }
}
