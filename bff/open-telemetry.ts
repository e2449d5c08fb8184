/**
 * The tracer that sends spans by OTLP. It registers nothing of OpenTelemetry's globals, so that a program that embeds
 * the checkout keeps its own. Only open-tracing.ts imports this file, when traces are wanted.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { getNumberFromEnv, getStringFromEnv, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Logger } from "pino";
import { atMost } from "./at-most.ts";
import { idAttributes, type OpenSpan, type SpanStart } from "./core/tracer.ts";
import type { Tracing } from "./open-tracing.ts";
import { currentLogFields } from "./services/process/log-fields.ts";

/** The collector must not hold up the end of the process. */
const lastSendMs = 500;
const maxTextLength = 200;

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

/** By `OTEL_TRACES_SAMPLER`. A caller's decision counts in the usual ones. */
function readSampler(logger: Logger): Sampler {
  const ratio = () => new TraceIdRatioBasedSampler(getNumberFromEnv("OTEL_TRACES_SAMPLER_ARG") ?? 1);
  const name = getStringFromEnv("OTEL_TRACES_SAMPLER")?.trim() ?? "parentbased_always_on";
  switch (name) {
    case "always_on":
      return new AlwaysOnSampler();
    case "always_off":
      return new AlwaysOffSampler();
    case "traceidratio":
      return ratio();
    case "parentbased_always_on":
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
    case "parentbased_always_off":
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case "parentbased_traceidratio":
      return new ParentBasedSampler({ root: ratio() });
    default:
      logger.warn({ reason: "OTEL_TRACES_SAMPLER is none of the six" }, "every trace is sent");
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
  }
}

/** A collector's status or a connection's code. Its words, and the address, stay out of the log. */
function reasonOf(error: Error | undefined): string {
  if (error === undefined) return "unknown";
  return "code" in error && error.code !== undefined ? String(error.code) : error.name;
}

/** Says once that traces do not arrive, and once that they do again. */
function watchSending(exporter: SpanExporter, logger: Logger): SpanExporter {
  let isFailing = false;
  // A batch is sent in the middle of any work, whose ids have nothing to do with it.
  const note = AsyncLocalStorage.bind((reason: string | undefined) => {
    if (reason !== undefined && !isFailing) logger.warn({ reason }, "traces cannot be sent");
    if (reason === undefined && isFailing) logger.info("traces are sent again");
    isFailing = reason !== undefined;
  });
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        note(result.code === 0 ? undefined : reasonOf(result.error));
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}

function openSpanOf(span: Span, around: Context, propagator: W3CTraceContextPropagator): OpenSpan {
  // Where the end is seen, such as at the close of a connection, another piece of work may be under way.
  const atHome = AsyncLocalStorage.snapshot();
  return {
    note: (attributes) => void span.setAttributes(attributes),
    fail(type) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute("error.type", type);
    },
    headers() {
      const headers: Record<string, string> = {};
      propagator.inject(around, headers, defaultTextMapSetter);
      return headers;
    },
    rename: (name) => void span.updateName(name),
    end() {
      // Some ids are known only now.
      span.setAttributes(atHome(() => idAttributes(currentLogFields())));
      span.end();
    },
  };
}

export function createOpenTelemetry(options: { readonly logger: Logger; readonly version: string }): Tracing {
  const { logger, version } = options;
  const exporter = watchSending(new OTLPTraceExporter(), logger);
  const named = resourceFromAttributes({ "service.name": "pay-checkout", "service.version": version });
  const detectors = [resourceAttributesEnvDetector, serviceNameEnvDetector];
  const provider = new TracerProvider({
    sampler: readSampler(logger),
    resource: defaultResource().merge(named).merge(detectResources({ detectors })),
    spanLimits: { attributeValueLengthLimit: maxTextLength },
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("pay-checkout", version);
  const propagator = new W3CTraceContextPropagator();
  const current = new AsyncLocalStorage<Context>();

  function contextAround({ headers }: SpanStart): Context {
    const around = current.getStore() ?? ROOT_CONTEXT;
    return headers === undefined ? around : propagator.extract(around, headers, defaultTextMapGetter);
  }

  return {
    tracer: {
      open(start, work) {
        const around = contextAround(start);
        const attributes = { ...idAttributes(currentLogFields()), ...start.attributes };
        const span = tracer.startSpan(start.name, { kind: kinds[start.kind], attributes }, around);
        const inside = trace.setSpan(around, span);
        return current.run(inside, () => work(openSpanOf(span, inside, propagator)));
      },
    },
    close: () => atMost(provider.shutdown(), lastSendMs, () => undefined),
  };
}
