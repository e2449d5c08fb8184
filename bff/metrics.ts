/** The metrics for Prometheus: the process's own, every HTTP answer, and what the use cases count. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { HttpSample } from "./http/middleware/observe-request.ts";
import type { MetricName, Metrics } from "./services/context.ts";

/** Every counter of the use cases, with its help text and its labels. */
const counters: Readonly<Record<MetricName, { readonly help: string; readonly labels: readonly string[] }>> =
  {
    payment_transitions: { help: "Changes of a payment's state", labels: ["account", "from", "to"] },
    payout_transitions: { help: "Changes of a payout's state", labels: ["account", "from", "to"] },
    callbacks: { help: "Callbacks from providers", labels: ["account", "outcome"] },
    undocumented_statuses: {
      help: "Status codes that a provider's documentation does not cover",
      labels: ["account"],
    },
    provider_alarms: {
      help: "Providers that refuse our credentials or signature",
      labels: ["account", "code"],
    },
    provider_unknowns: { help: "Calls that left it open what happened", labels: ["account", "cause"] },
    webhook_deliveries: {
      help: "Attempts to deliver an event, and deliveries that a disabled endpoint spared",
      labels: ["outcome"],
    },
    dead_jobs: { help: "Jobs that were given up", labels: ["kind"] },
    discrepancies: { help: "Disagreements found by reconciliation", labels: ["account", "kind"] },
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
  const byName = new Map<string, { counter: Counter; labels: readonly string[] }>();
  for (const [name, { help, labels }] of Object.entries(counters)) {
    const counter = new Counter({
      name: `pay_checkout_${name}_total`,
      help,
      labelNames: [...labels],
      registers: [registry],
    });
    byName.set(name, { counter, labels });
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
        const known = byName.get(name);
        if (known === undefined) throw new Error(`there is no counter ${name}`);
        // prom-client would throw on a label that the counter does not have, in the middle of a use case.
        known.counter.inc(Object.fromEntries(known.labels.map((label) => [label, labels[label] ?? ""])));
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
