/**
 * `pay-checkout/server`: the checkout for a Node program of your own, which brings the server, the port and the signals.
 * Source: docs/embedding.md#the-checkout-in-your-own-server.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { basePathOf, innerUrlOf, isBelowBase, isOurs } from "./base-path.ts";
import type { CheckoutConfig } from "./config/types.ts";
import { readConfig } from "./config.ts";
import { fail } from "./core/errors.ts";
import { describeProblem, sendJsonText } from "./http/problem.ts";
import { createLogger } from "./logger.ts";
import { type OpenCheckout, openCheckout } from "./open-checkout.ts";

/** Gets each line of the log, filtered: no secret and nothing of a payer. pino, Fastify's logger and `console` fit. */
export interface CheckoutLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface CheckoutOptions {
  /** Default: lines of JSON on standard output, as `pay-checkout serve` writes them. */
  readonly logger?: CheckoutLogger;
  /** What `{ "env": "NAME" }` in the configuration refers to; default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Checkout {
  /** For `app.use(router)` or `app.use("/pay", router)` of Express. Mount it before anything that reads bodies. */
  router(request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void): void;
  /** For a server of `node:http`, and for whatever hands on its requests and responses. */
  handler(request: IncomingMessage, response: ServerResponse): void;
  /** Opens the database, brings its tables up to date, and starts the jobs. Until then every request is answered 503. */
  start(): Promise<void>;
  /** Refuses new work, finishes what runs, and closes everything, within 10 s. It may be started again. */
  stop(): Promise<void>;
}

/** The configuration has mistakes. `message` names all of them, and repeats no secret. */
export class CheckoutConfigError extends Error {
  override readonly name = "CheckoutConfigError";
  readonly issues: readonly { readonly path: string; readonly message: string }[];

  constructor(issues: CheckoutConfigError["issues"]) {
    const lines = issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
    super(`The configuration has mistakes:\n  ${lines.join("\n  ")}`);
    this.issues = issues.map(({ path, message }) => ({ path, message }));
  }
}

/** `coins` is made by the reading, and an unknown key in a file. */
function isParsed(config: object): config is CheckoutConfig {
  return Object.hasOwn(config, "coins");
}

function parse(config: object | string, env: CheckoutOptions["env"] = process.env): CheckoutConfig {
  if (typeof config === "object" && isParsed(config)) return config;
  const text = typeof config === "string" ? config : JSON.stringify(config);
  const reading = readConfig({ text, env });
  if (!reading.ok) throw new CheckoutConfigError(reading.issues);
  return reading.config;
}

/** Our own log filters the fields; what it lets through goes to the other one. */
function loggerFor(other: CheckoutLogger | undefined) {
  if (other === undefined) return createLogger();
  const write = (line: string) => {
    const { level, time: _time, msg, ...fields } = JSON.parse(line);
    if (level === "fatal" || level === "error") other.error(fields, msg);
    else if (level === "warn") other.warn(fields, msg);
    else other.info(fields, msg);
  };
  return createLogger({ destination: { write } });
}

const notStarted = fail("unavailable", "The checkout is not started, or is stopped.");

/**
 * @param config what a configuration file holds: as an object, as its text, or parsed already.
 *
 * Rejects with {@link CheckoutConfigError}. It opens nothing before `start()`, listens on no port, takes no signals and
 * never ends the process.
 */
export async function createCheckout(
  config: object | string,
  options: CheckoutOptions = {},
): Promise<Checkout> {
  const parsed = parse(config, options.env);
  const logger = loggerFor(options.logger);
  const base = basePathOf(parsed.publicUrl);
  let opening: Promise<OpenCheckout> | undefined;
  let open: OpenCheckout | undefined;
  let stopping: Promise<void> = Promise.resolve();

  function handler(request: IncomingMessage, response: ServerResponse): void {
    if (open !== undefined) {
      open.handle(request, response);
      return;
    }
    const problem = describeProblem(notStarted, `req_${randomUUID()}`);
    sendJsonText(response, problem.status, JSON.stringify(problem));
  }

  async function start(): Promise<void> {
    // What is being stopped cannot be used again: its database is closed.
    await stopping;
    opening ??= openCheckout({ config: parsed, logger });
    try {
      const opened = await opening;
      if (open !== undefined) return;
      opened.begin();
      open = opened;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  }

  async function stop(): Promise<void> {
    const stopped = opening;
    const opened = await stopped;
    await opened?.stop(() => undefined);
    if (opening !== stopped) return;
    opening = undefined;
    open = undefined;
  }

  return {
    handler,
    router(request, response, next) {
      // Beside it stand the routes of the app that it is mounted in.
      const isMine = isBelowBase(request, base) || isOurs(innerUrlOf(request, base));
      if (isMine || next === undefined) handler(request, response);
      else next();
    },
    start,
    stop() {
      const stopped = stop();
      // Its caller hears of a failure; a start that waits need not.
      stopping = stopped.catch(() => undefined);
      return stopped;
    },
  };
}
