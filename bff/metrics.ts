/** The metrics for Prometheus: the process's own, every HTTP answer, and what the use cases count. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { HttpSample } from "./http/middleware/observe-request.ts";
import type { MetricLabels, MetricName, Metrics } from "./services/context.ts";

interface CounterDescription<Labels> {
  readonly help: string;
  /** In the order of the output. An object, so that the type makes it complete. */
  readonly labels: Readonly<Record<keyof Labels, true>>;
}

/** Every counter of the use cases. */
const counters: { readonly [Name in MetricName]: CounterDescription<MetricLabels[Name]> } = {
  payment_transitions: {
    help: "Changes of a payment's state",
    labels: { account: true, from: true, to: true },
  },
  payout_transitions: {
    help: "Changes of a payout's state",
    labels: { account: true, from: true, to: true },
  },
  callbacks: { help: "Callbacks from providers", labels: { account: true, outcome: true } },
  refused_callbacks: {
    help: "Callbacks that were refused, by reason",
    labels: { account: true, reason: true },
  },
  undocumented_statuses: {
    help: "Status codes that a provider's documentation does not cover",
    labels: { account: true },
  },
  provider_alarms: {
    help: "Providers that refuse our credentials or signature",
    labels: { account: true, code: true },
  },
  provider_unknowns: {
    help: "Calls whose outcome is unknown",
    labels: { account: true, cause: true },
  },
  webhook_deliveries: {
    help: "Attempts to deliver an event, and deliveries that were not attempted because their endpoint is disabled",
    labels: { outcome: true },
  },
  dead_jobs: { help: "Jobs that were abandoned after too many failures", labels: { kind: true } },
  misplaced_keys: {
    help: "Requests with an API key from an address that it is not for",
    labels: { key: true },
  },
  connections_closed: {
    help: "Connections that were closed or refused because they took too much",
    labels: { reason: true },
  },
  provider_drift: {
    help: "Fields, codes, letter cases and content types that a provider's documentation does not have, once a day for each",
    labels: { account: true, kind: true },
  },
  discrepancies: { help: "Disagreements found by reconciliation", labels: { account: true, kind: true } },
};

export interface ProcessMetrics {
  readonly metrics: Metrics;
  observe(sample: HttpSample): void;
  /** Counts an event stream that opens (1) or closes (-1). */
  countStream(change: 1 | -1): void;
  /** All of it in Prometheus' text format. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
}

function createCounters(registry: Registry) {
  const byName = new Map<string, Counter>();
  for (const [name, { help, labels }] of Object.entries(counters)) {
    const labelNames = Object.keys(labels);
    byName.set(
      name,
      new Counter({ name: `pay_checkout_${name}_total`, help, labelNames, registers: [registry] }),
    );
  }
  return byName;
}

export function createMetrics(): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const byName = createCounters(registry);
  const duration = new Histogram({
    name: "pay_checkout_http_request_duration_seconds",
    help: "Time to answer a request",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const streams = new Gauge({
    name: "pay_checkout_status_streams",
    help: "Open event streams of browsers",
    registers: [registry],
  });
  return {
    metrics: {
      count(name, labels) {
        const counter = byName.get(name);
        if (counter === undefined) throw new Error(`there is no counter ${name}`);
        counter.inc({ ...labels });
      },
    },
    observe({ method, route, status, durationMs }) {
      duration.observe({ method, route, status: String(status) }, durationMs / 1000);
    },
    countStream(change) {
      streams.inc(change);
    },
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
