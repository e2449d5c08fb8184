/** The page of all metrics, in Markdown. `npm run reference` writes it. */
import { counters } from "./counters.ts";
import { gauges } from "./gauges.ts";
import { histograms } from "./histograms.ts";
import { processMetrics } from "./process-metrics.ts";

interface Described {
  readonly help: string;
  readonly labels: Readonly<Record<string, string>>;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function rowOf(name: string, { help, labels }: Described): string {
  const words = Object.entries(labels).map(([label, says]) => `\`${label}\`: ${says}`);
  return row(`\`${name}\``, `${help}.`, words.join("<br>"));
}

function table(rows: readonly string[]): string {
  return [row("name", "says", "labels"), row("---", "---", "---"), ...rows].join("\n");
}

export function metricsPage(): string {
  const { requests, streams, build } = processMetrics;
  const counted = Object.entries(counters).map(([name, one]) => rowOf(`pay_checkout_${name}_total`, one));
  const measured = Object.entries(histograms).map(([name, one]) =>
    rowOf(`pay_checkout_${name}_seconds`, one),
  );
  const standing = Object.entries(gauges).map(([name, one]) => rowOf(`pay_checkout_${name}`, one));
  return `# Metrics

Look a metric up here to see what it says. [Monitoring](monitoring.md) shows how to collect them. (\`npm run reference\` writes this page from \`bff/metrics/\`. Change that, not this page.)

Beside these there are \`process_…\` and \`nodejs_…\`: memory, CPU, open files, the event loop and garbage collection.

## Counters

They count from the start of the process. Every series that can be foreseen is there from the start, at 0, so that \`increase()\` misses nothing.

${table(counted)}

## Gauges

They say how things stand. Those of the database are read at a scrape, at most once in five seconds. If the database does not answer within two seconds, they are left out, and \`pay_checkout_database_up\` is 0. With several processes, each says the same about the database: take \`max\`, not \`sum\`.

${table([...standing, rowOf(streams.name, streams), rowOf(build.name, build)])}

## Histograms

Each has \`_bucket\`, \`_sum\` and \`_count\`. A series begins with its first observation; for counts, take the counters.

${table([...measured, rowOf(requests.name, requests)])}
`;
}
