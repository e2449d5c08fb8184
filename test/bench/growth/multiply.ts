/** Copies of all that one payment has left behind, with ids of their own, in an SQLite file. */
import { createHash } from "node:crypto";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { Seal } from "../../../bff/storage/encryption/seal.ts";
import {
  type SealedColumn,
  sealedColumns,
  sealedContext,
} from "../../../bff/storage/encryption/sealed-columns.ts";

/** In an order in which what is referred to comes first. */
const tables = [
  "sessions",
  "payments",
  "payment_timeline",
  "callbacks",
  "events",
  "deliveries",
  "delivery_attempts",
  "exchanges",
  "audit",
] as const;
const perCommit = 2_000;
/** Columns whose values are unique beside those that have an id in them. */
const unique = new Set([
  "token_hash",
  "callback_token_hash",
  "order_no",
  "provider_order_id",
  "digest",
  "reference",
]);
const timeColumns = /^(at|.*_at|retained_from|watch_until|unknown_since)$/;
const ownId = /\b(cs|pay|evt|aud|exc)_([0-9A-Za-z]+)\b/g;
/** As long ago as what is not old, over which the copies are spread. */
const spreadMs = 20 * 24 * 3_600_000;

type Row = Readonly<Record<string, SQLInputValue>>;

/** One copy of the payment. */
interface Copy {
  readonly seal: Seal;
  /** Of which its ids are made. Spread over all ids, as random ones are. */
  readonly mark: string;
  readonly shiftMs: number;
  /** False: what is sealed is only as long as it would be. */
  readonly canBeRead: boolean;
}

function renamed(text: string, { mark }: Copy): string {
  return text.replaceAll(ownId, (_, kind, id: string) => {
    const end = id.slice(-2);
    return `${kind}_${(mark + id).slice(0, id.length - end.length)}${end}`;
  });
}

function resealed(
  sealed: string,
  of: { readonly column: SealedColumn; readonly id: string },
  copy: Copy,
): string {
  const { column, id } = of;
  const text = copy.seal.open(sealed, sealedContext(column, id));
  return copy.seal.seal(renamed(text, copy), sealedContext(column, renamed(id, copy)));
}

function copyText(
  text: string,
  of: { readonly table: string; readonly name: string; readonly id: string },
  copy: Copy,
) {
  const { table, name, id } = of;
  const column = sealedColumns.find((one) => one === `${table}.${name}`);
  if (column !== undefined) return copy.canBeRead ? resealed(text, { column, id }, copy) : text;
  const markLength = 12;
  return unique.has(name)
    ? `${text.slice(0, -markLength)}${copy.mark.slice(0, markLength)}`
    : renamed(text, copy);
}

function copyValue(
  row: Row,
  of: { readonly table: string; readonly name: string },
  copy: Copy,
): SQLInputValue {
  const value = row[of.name] ?? null;
  if (typeof value === "number" && timeColumns.test(of.name)) return value > 0 ? value - copy.shiftMs : value;
  if (typeof value !== "string") return value;
  const { id } = row;
  return copyText(value, { ...of, id: typeof id === "string" ? id : "" }, copy);
}

function readRows(database: DatabaseSync, table: string): Row[] {
  return database
    .prepare(`select * from ${table}`)
    .all()
    .map((row) => Object.fromEntries(Object.entries(row)));
}

export interface Multiplying {
  readonly path: string;
  readonly seal: Seal;
  readonly count: number;
  /** How many of them are `oldMs` old, and can be read. */
  readonly old: number;
  readonly oldMs: number;
}

export function multiply({ path, seal, count, old, oldMs }: Multiplying): void {
  const database = new DatabaseSync(path);
  database.exec("pragma synchronous = off; pragma cache_size = -1000000; pragma foreign_keys = off");
  const templates = tables.map((table) => {
    const rows = readRows(database, table);
    const names = Object.keys(rows[0] ?? {}).filter((name) => table !== "audit" || name !== "seq");
    const columns = names.map((name) => `"${name}"`).join(", ");
    const places = names.map(() => "?").join(", ");
    const insert = database.prepare(`insert into ${table} (${columns}) values (${places})`);
    return { table, rows, names, insert };
  });
  for (let at = 0; at < count; at++) {
    if (at % perCommit === 0) database.exec(at === 0 ? "begin" : "commit; begin");
    const copy: Copy = {
      seal,
      mark: createHash("md5").update(`growth ${at}`).digest("base64url").replaceAll(/[-_]/g, "x"),
      shiftMs: at < old ? oldMs : Math.floor((spreadMs * (at - old)) / count),
      canBeRead: at < old,
    };
    for (const { table, rows, names, insert } of templates)
      for (const row of rows) insert.run(...names.map((name) => copyValue(row, { table, name }, copy)));
  }
  database.exec("commit; pragma wal_checkpoint(truncate)");
  database.close();
}
