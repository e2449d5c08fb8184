/** The checkout behind one handler, with a start and a stop. `pay-checkout/server` (bff/server.ts) hands it out. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { basePathOf, innerUrlOf, isBelowBase, isOurs } from "./base-path.ts";
import { CheckoutConfigError } from "./config/config-error.ts";
import type { CheckoutConfigInput } from "./config/input.ts";
import type { CheckoutConfig } from "./config/types.ts";
import { readConfig } from "./config.ts";
import { fail } from "./core/errors.ts";
import type { Checkout, CheckoutLogger, CheckoutOptions } from "./embedded-types.ts";
import { describeProblem, sendJsonText } from "./http/problem.ts";
import { createLogger } from "./logger.ts";
import { type OpenCheckout, openCheckout } from "./open-checkout.ts";

function parse(
  config: CheckoutConfigInput | string,
  env: CheckoutOptions["env"] = process.env,
): CheckoutConfig {
  const text = typeof config === "string" ? config : JSON.stringify(config ?? null);
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

/** Throws {@link CheckoutConfigError}. It opens nothing before `start()`. */
export function embed(config: CheckoutConfigInput | string, options: CheckoutOptions): Checkout {
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
    opening ??= openCheckout({ config: parsed, logger, isEmbedded: true });
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
