/** Events overtake one another: whoever keeps the one with the greatest number knows how it stands (rule 3). */
import type { EventBody } from "../../../../bff/contract.ts";
import type { Records } from "./records.ts";

type Data = EventBody["data"];

export function sequenceInvariants(records: Records): string[] {
  const bodies = [...records.received.values()].map(({ data }) => data);
  const subjects = Map.groupBy(
    bodies.filter(({ discrepancy }) => discrepancy === undefined),
    ({ session, payout }) => session?.id ?? payout?.id ?? "nothing",
  );
  return [
    ...[...subjects].flatMap(([id, list]) => numbered(id, list)),
    ...records.sessions.flatMap(({ id, status }) =>
      newestShows(id, status, bodies, ({ session }) => session),
    ),
    ...records.payments.flatMap(({ id, status }) =>
      newestShows(id, status, bodies, ({ payment }) => payment),
    ),
    ...records.payouts.flatMap(({ id, status }) => newestShows(id, status, bodies, ({ payout }) => payout)),
  ];
}

function numbered(id: string, list: readonly Data[]): string[] {
  const numbers = new Set(list.map(({ sequence }) => sequence));
  return numbers.size === list.length && !numbers.has(undefined)
    ? []
    : [`the events of ${id} do not have a number each`];
}

function newestShows(
  id: string,
  status: string,
  bodies: readonly Data[],
  partOf: (data: Data) => { readonly id: string; readonly status: string } | undefined,
): string[] {
  const about = bodies.filter((data) => partOf(data)?.id === id);
  const newest = about.toSorted((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0)).at(-1);
  const shown = newest === undefined ? status : partOf(newest)?.status;
  return shown === status ? [] : [`the newest event of ${id} shows ${shown}, and it is ${status}`];
}
