/** Reads `/metrics` as Prometheus does. */
import type { DemoConfig } from "../../../demo/config.ts";
import type { TestApp } from "../../support/app.ts";

const token = "scrape-me";

export function withMetrics(base: DemoConfig): object {
  return { ...base, metrics: { token } };
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Scrape {
  readonly samples: readonly Sample[];
  /** By the metric's name: its type. */
  readonly types: ReadonlyMap<string, string>;
  /** The values of a series, by those of its labels that are given. */
  values(name: string, labels?: Readonly<Record<string, string>>): number[];
}

export async function scrapeText(app: TestApp): Promise<string> {
  const reply = await app.call({ path: "/metrics", headers: { authorization: `Bearer ${token}` } });
  if (reply.status !== 200) throw new Error(`the scrape was answered with ${reply.status}`);
  return reply.text;
}

export async function scrape(app: TestApp): Promise<Scrape> {
  return readScrape(await scrapeText(app));
}

export function readScrape(text: string): Scrape {
  const lines = text.split("\n");
  const types = new Map(
    lines.flatMap((line) => {
      const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
      return name === undefined || type === undefined ? [] : [[name, type] as const];
    }),
  );
  const samples = lines.flatMap((line): Sample[] => {
    const [, name, listed = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    const pairs = [...listed.matchAll(/(\w+)="([^"]*)"/g)];
    const labels = Object.fromEntries(pairs.map(([, label = "", text = ""]) => [label, text]));
    return [{ name, labels, value: Number(value) }];
  });
  return {
    samples,
    types,
    values: (name, labels = {}) =>
      samples
        .filter((one) => one.name === name)
        .filter((one) => Object.entries(labels).every(([label, text]) => one.labels[label] === text))
        .map(({ value }) => value),
  };
}
