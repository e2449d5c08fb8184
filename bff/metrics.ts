/** The metrics for Prometheus: the process's own, every HTTP answer, what the use cases count, and how things stand. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { HttpSample } from "./http/middleware/observe-request.ts";
import { counters, type Known } from "./metrics/counters.ts";
import { type GaugeValue, gauges } from "./metrics/gauges.ts";
import { histograms } from "./metrics/histograms.ts";
import { processMetrics } from "./metrics/process-metrics.ts";
import { createStandingReader } from "./metrics/read-standing.ts";
import type { Metrics, ServiceContext } from "./services/context.ts";

export interface ProcessMetrics {
  readonly metrics: Metrics;
  observe(sample: HttpSample): void;
  /** Counts an event stream that opens (1) or closes (-1). */
  countStream(change: 1 | -1): void;
  /** From now on each scrape says how things stand there, and all series that can be foreseen are there. */
  watch(context: ServiceContext, about: { readonly version: string }): void;
  /** After the configuration was read again: adds the series of new accounts and keys. */
  follow(): void;
  /** All of it in Prometheus' text format. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
}

const prefix = "pay_checkout_";

function createCounters(registry: Registry) {
  const byName = new Map<string, Counter>();
  for (const [name, { help, labels }] of Object.entries(counters)) {
    const labelNames = Object.keys(labels);
    byName.set(
      name,
      new Counter({ name: `${prefix}${name}_total`, help, labelNames, registers: [registry] }),
    );
  }
  return byName;
}

function createHistograms(registry: Registry) {
  const byName = new Map<string, Histogram>();
  for (const [name, { help, labels, buckets }] of Object.entries(histograms)) {
    const labelNames = Object.keys(labels);
    const seconds = `${prefix}${name}_seconds`;
    byName.set(
      name,
      new Histogram({ name: seconds, help, labelNames, buckets: [...buckets], registers: [registry] }),
    );
  }
  return byName;
}

function createGauges(registry: Registry) {
  const byName = new Map<string, Gauge>();
  for (const [name, { help, labels }] of Object.entries(gauges)) {
    const labelNames = Object.keys(labels);
    const gauge = new Gauge({ name: `${prefix}${name}`, help, labelNames, registers: [registry] });
    byName.set(name, gauge);
  }
  return byName;
}

function namedIn<Kind>(byName: ReadonlyMap<string, Kind>, name: string): Kind {
  const found = byName.get(name);
  if (found === undefined) throw new Error(`there is no metric ${name}`);
  return found;
}

export function createMetrics(): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const countersByName = createCounters(registry);
  const histogramsByName = createHistograms(registry);
  const gaugesByName = createGauges(registry);
  const { requests, streams, build } = processMetrics;
  const registers = [registry];
  const duration = new Histogram({
    ...requests,
    labelNames: Object.keys(requests.labels),
    buckets: [...requests.buckets],
    registers,
  });
  const streamGauge = new Gauge({ name: streams.name, help: streams.help, registers });
  const buildGauge = new Gauge({ ...build, labelNames: Object.keys(build.labels), registers });
  let known: Known | undefined;
  let readStanding: () => Promise<readonly GaugeValue[]> = async () => [];

  function addForeseen(): void {
    if (known === undefined) return;
    for (const [name, { series }] of Object.entries(counters)) {
      const counter = namedIn(countersByName, name);
      for (const labels of series(known)) counter.inc({ ...labels }, 0);
    }
  }

  return {
    metrics: {
      count(name, labels) {
        namedIn(countersByName, name).inc({ ...labels });
      },
      measure(name, labels, seconds) {
        namedIn(histogramsByName, name).observe({ ...labels }, seconds);
      },
    },
    observe({ method, route, status, durationMs }) {
      duration.observe({ method, route, status: String(status) }, durationMs / 1000);
    },
    countStream(change) {
      streamGauge.inc(change);
    },
    watch(context, { version }) {
      known = context;
      readStanding = createStandingReader(context);
      buildGauge.set({ version, node: process.version, engine: context.database.engine }, 1);
      addForeseen();
    },
    follow: addForeseen,
    async render() {
      const values = await readStanding();
      // A value that nobody knows now is left out, and is not the one from before.
      for (const gauge of gaugesByName.values()) gauge.reset();
      for (const { name, labels, value } of values) namedIn(gaugesByName, name).set({ ...labels }, value);
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
