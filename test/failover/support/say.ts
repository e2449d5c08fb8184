/** The log of a run, for a person. */
export interface Log {
  /** A line with the seconds since the event. */
  at(what: string): void;
  /** Seconds are counted from now on. */
  begin(what: string): void;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

export function createLog(): Log {
  let begunAt = performance.now();
  const at = (what: string) => say(`  ${seconds(performance.now() - begunAt).padStart(8)}  ${what}`);
  return {
    at,
    begin(what) {
      begunAt = performance.now();
      at(what);
    },
  };
}
