/**
 * The log: JSON lines by pino. Only the fields listed below are written. An error is logged by its class and
 * its place in the code, and by its message only if it is one that we know (known-errors.ts): any other may hold a
 * payer's details, a provider's text or a secret.
 */

import { type ChildLoggerOptions, type DestinationStream, type Logger, pino } from "pino";
import { codeOf } from "./core/error-properties.ts";
import { nameKnownError } from "./known-errors.ts";
import { currentLogFields } from "./services/process/log-fields.ts";
import { toSourcePlace } from "./source-places.ts";
import { standardOutput } from "./standard-streams.ts";

/**
 * Every field that may be logged. None of them holds text that a customer or provider wrote, or a secret; `origin` is a
 * page's scheme, host and port, and nothing else.
 */
export const loggedFields = [
  "accountId",
  "action",
  "apiKeyId",
  "attempt",
  "audience",
  "cause",
  "changed",
  "checked",
  "code",
  "count",
  "currency",
  "day",
  "deliveries",
  "deliveryId",
  "durationMs",
  "endpointId",
  "engine",
  "environment",
  "errorName",
  "eventId",
  "eventType",
  "failures",
  "field",
  "from",
  "host",
  "instanceId",
  "jobId",
  "kind",
  "method",
  "migrations",
  "operation",
  "operatorId",
  "orderNo",
  "origin",
  "outcome",
  "paymentId",
  "payments",
  "payoutId",
  "payouts",
  "port",
  "provider",
  "providerCode",
  "queue",
  "reason",
  "replayId",
  "refundId",
  "requestId",
  "route",
  "sessionId",
  "signal",
  "state",
  "status",
  "subjectId",
  "to",
  "type",
  "undocumentedStatus",
  "url",
  "version",
  "word",
] as const;

const allowed: ReadonlySet<string> = new Set(loggedFields);
const maxTextLength = 200;
const maxMessageLength = 500;
const maxFrames = 8;
const maxCauses = 3;

type LogField = string | number | boolean | null | object;

function describeValue(value: unknown): LogField | undefined {
  if (typeof value === "string") return value.slice(0, maxTextLength);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  return undefined;
}

/** The lines of a stack trace that name a place. The lines before them hold the message. */
function framesOf(error: Error): string[] {
  const lines = (error.stack ?? "").split("\n").map((line) => line.trim());
  return lines
    .filter((line) => /^at .*:\d+:\d+\)?$/.test(line))
    .slice(0, maxFrames)
    .map(toSourcePlace);
}

/** An error as it may be logged: its class, code and place, its message if it is known, and the same of its causes. */
export function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = codeOf(error);
  const cause =
    error.cause !== undefined && depth < maxCauses ? { cause: describeError(error.cause, depth + 1) } : {};
  const known = nameKnownError(error);
  const message = known === undefined ? {} : { message: known.slice(0, maxMessageLength) };
  return {
    kind: error.constructor.name,
    ...(code === undefined ? {} : { code }),
    ...message,
    at: framesOf(error),
    ...cause,
  };
}

function onlyAllowed(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === "err") kept[name] = describeError(value);
    else if (allowed.has(name)) kept[name] = describeValue(value);
  }
  return kept;
}

export interface LoggerOptions {
  /** `silent` turns the log off. */
  readonly level?: string;
  /** Default: standard output. A test may bring its own. */
  readonly destination?: DestinationStream;
}

export function createLogger(options: LoggerOptions = {}): Logger {
  const settings = {
    level: options.level ?? "info",
    timestamp: pino.stdTimeFunctions.isoTime,
    base: null,
    // describeError has done it. pino's own would write a stack.
    serializers: { err: (described: unknown) => described },
    // pino writes into the object that it gets.
    mixin: () => ({ ...currentLogFields() }),
    formatters: { log: onlyAllowed, bindings: onlyAllowed, level: (label: string) => ({ level: label }) },
  };
  // Not pino's own destination: on a closed or full pipe it stops the main thread.
  const logger = pino(settings, options.destination ?? standardOutput());
  guardChildren(logger);
  return logger;
}

/** Filters the fields of child loggers, too: pino formats those of a log call only. */
function guardChildren(logger: Logger): void {
  const { child } = logger;
  Reflect.set(
    logger,
    "child",
    function createChild(this: Logger, fields: Record<string, unknown>, options?: ChildLoggerOptions) {
      return Reflect.apply(child, this, [onlyAllowed(fields), options]);
    },
  );
}
