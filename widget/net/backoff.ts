const firstBackoffMs = 1000;
const lastBackoffMs = 30_000;

/** The wait after `failures` failures in a row, in milliseconds: it doubles up to a cap; jitter takes up to half off. */
export function backoffMs(failures: number, random: number): number {
  const full = Math.min(lastBackoffMs, firstBackoffMs * 2 ** Math.max(0, failures - 1));
  return (full * (1 + random)) / 2;
}
