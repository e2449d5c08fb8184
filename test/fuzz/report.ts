/** What a run has found, and how it is told. */
import { type EngineName, engineNames } from "./aim.ts";
import { describeUsage, type MemorySample } from "./memory.ts";

export interface Wrong {
  /** Where it was found: the name of an aim, or what was watched. */
  readonly where: string;
  readonly what: string;
  /** Arguments of the command that repeat it. */
  readonly replay?: string;
}

export interface Slowest {
  readonly where: string;
  readonly cpuMs: number;
  readonly made: string;
}

export interface Report {
  readonly seed: number;
  readonly requests: Readonly<Record<EngineName, number>>;
  /** Numbers of answers by engine and status, such as `schema 200`; `closed` is a connection without an answer. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Pumps that were sent at several sizes. */
  readonly growthTried: number;
  /** The request that took the server's thread longest. */
  readonly slowest: Slowest;
  /** The first is of before the run, the last of its end. */
  readonly samples: readonly MemorySample[];
  readonly wrongs: readonly Wrong[];
}

const shownCharacters = 1_500;

export const totalOf = (requests: Report["requests"]): number =>
  engineNames.reduce((total, engine) => total + requests[engine], 0);

/** What was generated, in one line. */
export function show(made: unknown): string {
  const text = JSON.stringify(made, (_name, value) =>
    value instanceof Uint8Array || value?.type === "Buffer" ? describeBytes(value) : value,
  );
  return text.length <= shownCharacters
    ? text
    : `${text.slice(0, shownCharacters)}… (${text.length} characters)`;
}

function describeBytes(value: Uint8Array | { readonly data: readonly number[] }): string {
  const bytes = value instanceof Uint8Array ? value : value.data;
  return `bytes ${Buffer.from(bytes).toString("latin1")}`;
}

function describeWrong({ where, what, replay }: Wrong): string {
  return `WRONG ${where}: ${what}${replay === undefined ? "" : `\n  again: npm run test:fuzz -- 1 ${replay}`}`;
}

export function describeReport(report: Report): string {
  const { requests, statuses, samples, slowest, seed, growthTried, wrongs } = report;
  const engines = engineNames.map((engine) => {
    const own = [...statuses].filter(([key]) => key.startsWith(`${engine} `)).sort();
    const told = own.map(([key, count]) => `${key.slice(engine.length + 1)}: ${count}`).join(", ");
    return `  ${engine}: ${requests[engine]} requests (${told})`;
  });
  const failed = [...statuses].filter(([key]) => / 5\d\d$/.test(key));
  const errors = failed.reduce((total, [, count]) => total + count, 0);
  return [
    `seed ${seed}: ${totalOf(requests)} requests, ${errors} of them answered 5xx`,
    ...engines,
    ...samples.map((sample) => `  after ${sample.requests}: ${describeUsage(sample.usage)}`),
    `  growth: ${growthTried} pumps at several sizes`,
    `  slowest: ${Math.round(slowest.cpuMs)} ms of the server's thread by ${slowest.where}: ${slowest.made.slice(0, 300)}`,
    ...wrongs.map(describeWrong),
    wrongs.length === 0 ? "nothing is wrong" : `${wrongs.length} wrong`,
  ].join("\n");
}
