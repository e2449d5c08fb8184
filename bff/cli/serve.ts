import { exitConfig, loadConfig, type Terminal } from "./load-config.ts";

/** Runs the server until SIGTERM or SIGINT. @returns the exit code. */
export async function serve(file: string | undefined, terminal: Terminal): Promise<number> {
  const config = await loadConfig(file, terminal);
  if (config === undefined) return exitConfig;
  const [{ createLogger }, { startServer }] = await Promise.all([
    import("../logger.ts"),
    import("../main.ts"),
  ]);
  const logger = createLogger();
  // What nobody foresaw leaves nothing to rely on: a restart finds everything in the database.
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
    const server = await startServer({ config, logger });
    const signal = await stopping;
    logger.info({ signal }, "stopping");
    // Who asks a second time does not want to wait.
    process.once("SIGINT", () => process.exit(1));
    await server.stop();
    return 0;
  } catch (error) {
    logger.fatal({ err: error }, "cannot start");
    terminal.error(`The server cannot start: ${explainStart(error)}`);
    return 1;
  }
}

/** Our own errors say what to do; those of the system are known by their code, and may quote a URL with a password. */
function explainStart(error: unknown): string {
  if (!(error instanceof Error)) return "for an unknown reason.";
  if ("code" in error && typeof error.code === "string") return `${error.code}.`;
  return error.name === "KeyRingError" || error.message.startsWith("The database ")
    ? error.message
    : `${error.name}.`;
}
