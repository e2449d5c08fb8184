/**
 * `npm run test:fuzz -- [COUNT] [SEED] [--replay NAME PATH]` sends that many generated requests to the BFF, 100,000 by
 * default, and ends with 1 when anything is wrong, or when it is interrupted. It tells what it has found in any case. `--replay` repeats one failure: its line says how.
 */
import { describeReport } from "../test/fuzz/report.ts";
import { runFuzz } from "../test/fuzz/run.ts";

const defaultCount = 100_000;

interface Arguments {
  readonly count: number;
  readonly seed: number;
  readonly only: { readonly aim: string; readonly path: string | undefined } | undefined;
}

function readNumber(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw new Error(`${name} is "${text}", which is no whole number`);
}

function readArguments(args: readonly string[]): Arguments {
  const at = args.indexOf("--replay");
  const [count, seed] = at < 0 ? args : args.slice(0, at);
  const [aim, path] = at < 0 ? [] : args.slice(at + 1);
  return {
    count: readNumber(count, "COUNT", defaultCount),
    seed: readNumber(seed, "SEED", Date.now() % 1_000_000_000),
    only: aim === undefined ? undefined : { aim, path },
  };
}

const { count, seed, only } = readArguments(process.argv.slice(2));
const interrupt = new AbortController();
/** The second signal ends it at once. */
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupt.abort(signal));
const report = await runFuzz({
  count,
  seed,
  say: console.log,
  interrupt: interrupt.signal,
  ...(only === undefined ? {} : { only }),
});
console.log(describeReport(report));
process.exitCode = report.wrongs.length === 0 ? 0 : 1;
