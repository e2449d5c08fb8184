/** The lines of the charts, made from the numbers of each day. Nothing is added up that cannot be: a median of medians is none. */
import type { ChartRow, ChartsAnswer } from "../../../bff/contract.ts";
import type { Format } from "../i18n/format.ts";
import { type Texts, textFor } from "../i18n/texts.ts";
import type { HeightKind } from "./chart-axis.ts";

export interface Line {
  readonly label: string;
  /** How high it is on each day; null: nothing is known. */
  readonly heights: readonly (number | null)[];
  /** The same in words, for the table. */
  readonly words: readonly string[];
}

export interface Chart {
  readonly title: string;
  /** Each day of the range, as `2026-11-27`. */
  readonly days: readonly string[];
  readonly lines: readonly Line[];
  /** What its heights are: how many of something, a share from 0 to 1, or any amount or length of time. */
  readonly heightsAre: HeightKind;
  /** What stands at a height of its axis. */
  readonly write: (height: number) => string;
}

const dayMs = 86_400_000;
const none = "–";

/** Every day from the first to the last, in UTC. */
export function daysBetween(from: string, to: string): readonly string[] {
  const first = Date.parse(from);
  const count = Math.max(0, Math.round((Date.parse(to) - first) / dayMs) + 1);
  return Array.from({ length: count }, (_, index) =>
    new Date(first + index * dayMs).toISOString().slice(0, 10),
  );
}

export function chartsOf(answer: ChartsAnswer, texts: Texts, format: Format): readonly Chart[] {
  const days = daysBetween(answer.from, answer.to);
  const names = texts.charts;
  const numbers = new Intl.NumberFormat(format.locale, { notation: "compact" });
  const short = (height: number) => numbers.format(height);
  const ofDay = new Map(days.map((day) => [day, answer.days.filter((row) => row.day === day)]));
  const sum = (read: (row: ChartRow) => number): readonly number[] =>
    days.map((day) => (ofDay.get(day) ?? []).reduce((total, row) => total + read(row), 0));
  const counts = (label: string, heights: readonly number[]): Line => {
    return { label, heights, words: heights.map(format.number) };
  };
  /** One line for each account and method that has a row. */
  function lines(
    rows: readonly ChartRow[],
    read: (row: ChartRow) => { readonly height: number; readonly words: string } | null,
  ): readonly Line[] {
    const byName = new Map<string, Map<string, ChartRow>>();
    for (const row of rows) {
      const name = `${row.account} · ${textFor(texts.method, row.method)} · ${row.currency}`;
      const known = byName.get(name) ?? new Map<string, ChartRow>();
      byName.set(name, known.set(row.day, row));
    }
    return [...byName].map(([label, known]) => {
      const points = days.map((day) => {
        const row = known.get(day);
        return row === undefined ? null : read(row);
      });
      return {
        label,
        heights: points.map((point) => point?.height ?? null),
        words: points.map((point) => point?.words ?? none),
      };
    });
  }
  const took = (read: (row: ChartRow) => ChartRow["timeToPaidMs"]) => (row: ChartRow) => {
    const found = read(row);
    if (found === null) return null;
    const { median, p95 } = found;
    return { height: median, words: `${format.duration(median)} (${names.p95} ${format.duration(p95)})` };
  };
  const succeeded = sum((row) => row.succeeded);
  const ended = sum((row) => row.succeeded + row.failed);
  const reported = sum((row) => row.reportedByCallback);
  const share = (title: string, parts: readonly number[], wholes: readonly number[]): Chart => {
    const heights = parts.map((count, index) => {
      const whole = wholes[index] ?? 0;
      return whole === 0 ? null : count / whole;
    });
    const words = heights.map((height) => (height === null ? none : format.percent(height)));
    return {
      title,
      days,
      lines: [{ label: title, heights, words }],
      heightsAre: "shares",
      write: format.percent,
    };
  };
  const currencies = [...new Set(answer.days.map(({ currency }) => currency))].sort();
  const all: readonly Chart[] = [
    {
      title: names.payments,
      days,
      lines: [
        counts(
          names.created,
          sum((row) => row.created),
        ),
        counts(texts.status.payment.succeeded, succeeded),
      ],
      heightsAre: "counts",
      write: short,
    },
    ...currencies.map((currency): Chart => {
      return {
        title: `${names.volume} (${currency})`,
        days,
        // A height on the screen alone: what is read is the amount itself.
        lines: lines(
          answer.days.filter((row) => row.currency === currency),
          ({ amountSucceeded }) => ({
            height: Number(amountSucceeded.value),
            words: format.money(amountSucceeded),
          }),
        ),
        heightsAre: "lengths",
        write: short,
      };
    }),
    share(names.successRate, succeeded, ended),
    {
      title: names.timeToPaid,
      days,
      lines: lines(
        answer.days,
        took((row) => row.timeToPaidMs),
      ),
      heightsAre: "lengths",
      write: format.duration,
    },
    share(names.reported, reported, succeeded),
  ];
  const isKnown = ({ heights }: Line) => heights.some((height) => height !== null);
  return all
    .map((chart) => ({ ...chart, lines: chart.lines.filter(isKnown) }))
    .filter((chart) => chart.lines.length > 0);
}
