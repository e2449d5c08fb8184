/** What `pay-checkout/server` takes and gives. */
import type { IncomingMessage, ServerResponse } from "node:http";

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
