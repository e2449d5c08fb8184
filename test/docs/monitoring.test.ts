/** The alerts and the dashboard, without promtool (`npm run test:alerts`) and without Grafana. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { postCallback, withCallback } from "../http/support/callbacks.ts";
import { readScrape, type Scrape, scrapeText, withMetrics } from "../http/support/metrics.ts";
import { startTestApp, type TestApp } from "../support/app.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const rule = z.strictObject({
  alert: z.string().regex(/^PayCheckout[A-Za-z]+$/),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.strictObject({ severity: z.enum(["page", "ticket"]) }),
  annotations: z.strictObject({
    summary: z.string().min(10),
    description: z.string().min(10),
    runbook: z.string().regex(/^docs\/runbook\.md#[a-z-]+$/),
  }),
});
const { groups } = z
  .strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })) })
  .parse(parse(read("docs/monitoring/alerts.yml")));
const rules = groups.flatMap((group) => group.rules);

const place = z.strictObject({ h: z.int().min(1), w: z.int().min(1), x: z.int().min(0), y: z.int().min(0) });
// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's own placeholder.
const source = z.strictObject({ type: z.literal("prometheus"), uid: z.literal("${datasource}") });
const panel = z.looseObject({
  id: z.int(),
  type: z.enum(["row", "stat", "timeseries", "table"]),
  title: z.string().min(1),
  gridPos: place,
  description: z.string().optional(),
  datasource: source.optional(),
  targets: z
    .array(
      z.strictObject({
        refId: z.string(),
        expr: z.string(),
        legendFormat: z.string(),
        datasource: source,
      }),
    )
    .optional(),
});
const dashboard = z
  .looseObject({
    title: z.string(),
    uid: z.string(),
    schemaVersion: z.int().min(36),
    templating: z.object({ list: z.array(z.looseObject({ name: z.string(), type: z.string() })) }),
    panels: z.array(panel),
  })
  .parse(JSON.parse(read("docs/monitoring/grafana-dashboard.json")));

/** Prometheus' own: it makes them, or sets them at each scrape. */
const scrapeLabels = new Set(["instance", "job"]);
const own = new Map([["up", scrapeLabels]]);
const keywords = new Set(
  "sum max min count by and or on offset increase rate changes time vector histogram_quantile".split(" "),
);

interface Used {
  readonly metric: string;
  /** The labels that its selector names, each with its matcher. */
  readonly labels: readonly { readonly name: string; readonly how: string; readonly text: string }[];
}

/** The metrics that an expression names, and the labels that it groups by. */
function readExpression(expr: string): {
  readonly used: readonly Used[];
  readonly grouped: readonly string[];
} {
  const plain = expr.replace(/\[[^\]]*\]/g, "");
  const grouped = [...plain.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = ""]) => names.split(/, ?/));
  const bare = plain.replace(/\bby \([^)]*\)/g, "");
  const used = [...bare.matchAll(/([a-z_]\w*)(?:\{([^}]*)\})?/g)].flatMap(
    ([, metric = "", selector = ""]): Used[] => {
      if (keywords.has(metric)) return [];
      const labels = [...selector.matchAll(/(\w+)(=~|!=|!~|=)"([^"]*)"/g)].map(
        ([, name = "", how = "", text = ""]) => ({ name, how, text }),
      );
      return [{ metric, labels }];
    },
  );
  // What stands in quotes and durations (1d, 2h) are no names.
  return { used: used.filter(({ metric }) => /_|^up$/.test(metric)), grouped };
}

function labelsOf(metric: string, { samples }: Scrape): ReadonlySet<string> {
  const shown = samples.filter(({ name }) => name === metric);
  return own.get(metric) ?? new Set(shown.flatMap(({ labels }) => Object.keys(labels)));
}

/** Everything in a selector that the scrape does not have. */
function findUnknownIn({ metric, labels }: Used, scraped: Scrape): string[] {
  if (own.has(metric)) return [];
  const names = labelsOf(metric, scraped);
  const shown = scraped.samples.filter(({ name }) => name === metric);
  if (shown.length === 0) return [`no metric ${metric}`];
  return labels
    .filter(({ name }) => !scrapeLabels.has(name))
    .flatMap(({ name, how, text }) => {
      if (!names.has(name)) return [`${metric} has no label ${name}`];
      const isListed = how === "=" || (how === "=~" && !text.includes("$"));
      const missing = text.split("|").filter((value) => !shown.some((one) => one.labels[name] === value));
      return isListed ? missing.map((value) => `${metric} has no ${name}="${value}"`) : [];
    });
}

/** Everything in the expression that the scrape does not have. */
function findUnknown(expr: string, scraped: Scrape): string[] {
  const { used, grouped } = readExpression(expr);
  if (used.length === 0) return ["no metric at all"];
  const known = new Set(used.flatMap(({ metric }) => [...labelsOf(metric, scraped)]));
  const lost = grouped.filter((name) => name !== "le" && !scrapeLabels.has(name) && !known.has(name));
  return [
    ...used.flatMap((one) => findUnknownIn(one, scraped)),
    ...lost.map((name) => `nothing is labelled ${name}`),
  ];
}

describe("with the metrics of a server that runs", () => {
  let app: TestApp | undefined;
  let scraped: Scrape = readScrape("");
  beforeAll(async () => {
    app = await startTestApp({ engine: "postgres", config: withMetrics });
    const { path, body } = await withCallback(app);
    await postCallback(app, path, body);
    await app.runJobsUntilIdle();
    scraped = readScrape(await scrapeText(app));
  });
  afterAll(async () => {
    await app?.stop();
  });

  test.each(rules)("$alert names only metrics, labels and values that there are", ({ expr }) => {
    expect(findUnknown(expr, scraped)).toEqual([]);
  });

  test("every panel of the dashboard names only metrics, labels and values that there are", () => {
    const targets = dashboard.panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ title, expr })),
    );
    expect(targets.length).toBeGreaterThan(30);
    for (const { title, expr } of targets) expect(findUnknown(expr, scraped), title).toEqual([]);
  });

  test("a mistake in an expression is noticed", () => {
    const wrong =
      'sum by (acount) (rate(pay_checkout_callback_total{acc="x"}[5m])) > pay_checkout_jobs{state="dying", stat=""}';
    expect(findUnknown(wrong, scraped)).toEqual([
      "no metric pay_checkout_callback_total",
      'pay_checkout_jobs has no state="dying"',
      "pay_checkout_jobs has no label stat",
      "nothing is labelled acount",
    ]);
  });
});

describe("an alert", () => {
  const headings = [...read("docs/runbook.md").matchAll(/^## (.*)$/gm)].map(([, text = ""]) =>
    text.toLowerCase().replaceAll(" ", "-"),
  );
  const unitTests = read("test/monitoring/alerts.yaml");

  test.each(rules)("$alert has its section in the runbook, and is tested to fire and not to fire", (one) => {
    expect(headings).toContain(one.annotations.runbook.split("#")[1]);
    expect(unitTests).toContain(`name: ${one.alert} fires\n`);
    expect(unitTests).toContain(`name: ${one.alert} does not fire\n`);
  });

  test("names no other label in its texts than those of its expression", () => {
    for (const { alert, expr, annotations } of rules) {
      const { used, grouped } = readExpression(expr);
      const isGrouped = /\b(sum|max|min)\b/.test(expr);
      const labels = [
        ...Object.values(annotations)
          .join(" ")
          .matchAll(/\$labels\.(\w+)/g),
      ].map(([, name = ""]) => name);
      expect(used.length, alert).toBeGreaterThan(0);
      for (const label of labels)
        expect(isGrouped ? grouped : [...scrapeLabels, "state"], alert).toContain(label);
    }
  });
});

describe("the dashboard", () => {
  const { panels, templating } = dashboard;

  test("has panels with a description and with targets, which take the chosen data source", () => {
    const shown = panels.filter(({ type }) => type !== "row");
    expect(shown.length).toBeGreaterThan(25);
    for (const { title, targets = [], description = "", datasource } of shown) {
      expect(targets.length, title).toBeGreaterThan(0);
      expect(description, title).toMatch(/\.$/);
      expect(datasource, title).toBeDefined();
    }
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(templating.list.map(({ name }) => name)).toEqual(["datasource", "account"]);
  });

  test("has no two panels in one place, and none outside of its 24 columns", () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { title, gridPos } of panels) expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
  });
});
