/**
 * The arrows between the rooms of a part: the folders of `bff/services/` and `bff/storage/`. A room may import what
 * stands in its row. The lowest room comes first, so a room may name only rooms of the rows above its own: there is no cycle.
 */
import { dirname, join } from "node:path/posix";
import type { Import } from "./read-imports.ts";

/** By room: the rooms of the same part that it may import. A file in the part's own folder is a room by its name. */
export type Rooms = Readonly<Record<string, readonly string[]>>;

const services: Rooms = {
  process: [],
  context: ["process"],
  rows: ["context"],
  exchanges: ["context", "rows"],
  runs: ["context", "process", "exchanges"],
  idempotency: ["context"],
  accounts: ["context"],
  audit: ["context", "rows"],
  search: ["context", "rows"],
  coverage: ["context"],
  overview: ["context", "accounts", "coverage"],
  routing: ["context", "rows"],
  operators: ["context", "rows"],
  views: ["context", "rows"],
  exports: ["context", "rows", "views"],
  events: ["context", "process", "rows", "runs", "idempotency"],
  changes: ["context", "rows", "runs", "idempotency", "routing", "views", "events"],
  payments: ["context", "process", "rows", "exchanges", "runs", "idempotency", "routing", "views", "changes"],
  payouts: ["context", "process", "rows", "exchanges", "runs", "idempotency", "views", "changes"],
  sessions: ["context", "rows", "runs", "idempotency", "routing", "views", "changes", "payments"],
  browser: ["context", "rows", "runs", "routing", "views", "payments"],
  refunds: ["context", "rows", "runs", "idempotency", "views", "changes", "payouts", "browser"],
  callbacks: ["context", "process", "exchanges", "events", "runs", "changes", "payments", "payouts"],
  retention: ["context", "process", "rows", "views"],
  reconciliation: ["context", "runs", "events", "payments", "payouts"],
};

const storage: Rooms = {
  schema: [],
  engine: ["schema"],
  encryption: ["schema", "engine"],
  migrations: ["schema", "engine"],
  notifications: ["engine"],
  jobs: ["schema", "engine"],
  repositories: ["schema", "engine", "encryption", "jobs"],
  commit: ["engine", "repositories"],
};

export const roomsOf: Readonly<Record<string, Rooms>> = { services, storage };

const place = /^bff\/(services|storage)\/([^/]+?)(?:\.ts|\/.+)$/;

/** Everything wrong with the imports of one file between the rooms of its part, as sentences that begin with its path. */
export function findWrongRooms(file: string, imports: readonly Import[]): string[] {
  const [, part, room] = place.exec(file) ?? [];
  if (part === undefined || room === undefined) return [];
  const allowed = roomsOf[part]?.[room];
  if (allowed === undefined) return [`${file}: ${room} is no room of ${part} that the arrows know`];
  return imports.flatMap(({ specifier }) => {
    const target = join(dirname(file), specifier);
    const [, otherPart, other] = (specifier.startsWith(".") && place.exec(target)) || [];
    if (other === undefined || otherPart !== part || other === room || allowed.includes(other)) return [];
    return [`${file}: ${room} must not import ${target}`];
  });
}

/** The arrows of a table that do not lead to an earlier row. Without any, no chain of arrows comes back. */
export function findBackwardArrows(rooms: Rooms): string[] {
  const names = Object.keys(rooms);
  return names.flatMap((room, row) =>
    (rooms[room] ?? [])
      .filter((other) => !names.slice(0, row).includes(other))
      .map((other) => `${room} → ${other}`),
  );
}

/** The arrows of the tables that no file uses. */
export function findUnusedArrows(
  files: readonly { readonly file: string; readonly imports: readonly Import[] }[],
): string[] {
  const used = new Set(
    files.flatMap(({ file, imports }) => {
      const [, part, room] = place.exec(file) ?? [];
      return imports.map(({ specifier }) => {
        const [, otherPart, other] = place.exec(join(dirname(file), specifier)) ?? [];
        return part === otherPart ? `${part}: ${room} → ${other}` : "";
      });
    }),
  );
  return Object.entries(roomsOf).flatMap(([part, rooms]) =>
    Object.entries(rooms)
      .flatMap(([room, others]) => others.map((other) => `${part}: ${room} → ${other}`))
      .filter((arrow) => !used.has(arrow)),
  );
}
