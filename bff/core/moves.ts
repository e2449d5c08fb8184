/** The changes of state that a table of transitions has: what may be counted. */

export interface KnownMove {
  readonly from: string;
  readonly to: string;
}

/** @param rows by state, what each fact makes of it; null where the fact is only recorded. */
export function movesIn<Status extends string>(
  rows: readonly { readonly from: string; readonly to: readonly (Status | null)[] }[],
): readonly KnownMove[] {
  return rows.flatMap(({ from, to }) => {
    const ends = new Set(to.filter((status) => status !== null));
    return [...ends].map((status) => ({ from, to: status }));
  });
}
