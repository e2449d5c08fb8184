/**
 * Traces are sent if the standard environment variables say where to; otherwise no library for them is loaded.
 * Source: docs/tracing.md#switch-it-on.
 */
import type { Logger } from "pino";
import { noTracer, type Tracer } from "./core/tracer.ts";

export interface Tracing {
  readonly tracer: Tracer;
  /** Sends the spans that wait, within half a second. */
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const off: Tracing = { tracer: noTracer, close: async () => undefined };

/** Absent or empty is undefined. */
function wordOf(env: Environment, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const word = env[name]?.trim().toLowerCase();
    if (word !== undefined && word !== "") return word;
  }
  return undefined;
}

/** Whether traces are wanted, or why those that are wanted cannot be sent. */
function readWish(env: Environment): { readonly wanted: boolean; readonly objection?: string } {
  if (wordOf(env, "OTEL_SDK_DISABLED") === "true") return { wanted: false };
  const exporter = wordOf(env, "OTEL_TRACES_EXPORTER");
  const endpoint = wordOf(env, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT");
  if (exporter === "none" || (exporter === undefined && endpoint === undefined)) return { wanted: false };
  if (exporter !== undefined && exporter !== "otlp") {
    return { wanted: false, objection: "OTEL_TRACES_EXPORTER must be otlp or none" };
  }
  if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? "")) {
    return { wanted: false, objection: "the OTLP endpoint must be an address with http or https" };
  }
  const protocol = wordOf(env, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL");
  if (protocol !== undefined && protocol !== "http/protobuf") {
    return { wanted: false, objection: "OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf" };
  }
  return { wanted: true };
}

/** A wrong variable stops no payments: the log names it, and there are no traces. */
export async function openTracing(options: {
  readonly logger: Logger;
  readonly version: string;
}): Promise<Tracing> {
  const { logger, version } = options;
  // The library reads the process's own environment, too.
  const { wanted, objection } = readWish(process.env);
  if (objection !== undefined) logger.warn({ reason: objection }, "traces are off");
  if (!wanted) return off;
  const { createOpenTelemetry } = await import("./open-telemetry.ts");
  return createOpenTelemetry({ logger, version });
}
