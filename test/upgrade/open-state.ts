/** A database that an earlier commit wrote (README.md), opened by the software of today. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { onTestFinished } from "vitest";
import { z } from "zod";
import type { Database } from "../../bff/storage/engine/database.ts";
import { startSandbox } from "../../demo/sandbox/sandbox.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import type { OpenTestDatabase } from "../support/databases.ts";
import { createHandClock } from "../support/hand-clock.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../support/webhook-receiver.ts";

const minor = z.string().transform(BigInt);
const order = z.object({
  provider: z.literal("paypro"),
  kind: z.enum(["payment", "payout"]),
  orderNo: z.string(),
  platformNo: z.string(),
  token: z.string(),
  via: z.string(),
  currency: z.string(),
  decimals: z.number(),
  amountMinor: minor,
  paidMinor: minor,
  status: z.enum(["pending", "partially_paid", "succeeded", "failed", "closed", "reversed"]),
  createdAt: z.number(),
  updatedAt: z.number(),
  paidAt: z.number().nullable(),
  callbackUrl: z.string(),
  detail: z.record(z.string(), z.string()),
});
const table = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
});
const payments = ["expired", "succeeded", "pending", "partial", "confirming", "unknown"] as const;
const writtenState = z.object({
  /** When the database was read, in epoch ms. */
  now: z.number(),
  apiKey: z.string(),
  /** The id of each payment, by its outcome. */
  payments: z.record(z.enum(payments), z.string()),
  /** Of the session whose payment is `pending`. */
  clientToken: z.string(),
  /** Of one payment: the ids of the refund that is under way, and of the one that waits for its claim. */
  refunds: z.object({ payment: z.string(), pending: z.string(), claim: z.string() }).optional(),
  claimToken: z.string().optional(),
  /** The session that was changed. */
  patched: z.object({ id: z.string(), clientToken: z.string() }).optional(),
  /** The requests with an idempotency key, and their answers. */
  requests: z.array(
    z.object({ path: z.string(), key: z.string(), body: z.unknown(), status: z.number(), text: z.string() }),
  ),
  /** The answers that the merchant read, by path. */
  answers: z.record(z.string(), z.record(z.string(), z.unknown())),
  orders: z.array(order),
  tables: z.record(z.string(), table),
});
export type WrittenState = z.output<typeof writtenState>;

export interface OpenedState {
  readonly state: WrittenState;
  readonly app: TestApp;
  readonly shop: WebhookReceiver;
  /** The endpoint that was disabled. */
  readonly ledger: WebhookReceiver;
}

export interface StateOptions {
  /** Its file without the ending. */
  readonly name: string;
  readonly lastMigration: string;
  /** True: the job loop runs by itself, from the first moment. */
  readonly runJobs?: boolean;
  /** Under which today's software seals. Default: a sandbox without any. */
  readonly encryptionKeys?: readonly { readonly id: string; readonly secret: string }[];
  /** Of the configuration of today's software. */
  readonly payouts?: object;
  /** Besides the one of the state. */
  readonly apiKeys?: readonly object[];
  /** The time between reading the database and opening it again; default 0. */
  readonly laterMs?: number;
}

/** Everything that it opens is closed with the test. */
export async function openState(
  openTestDatabase: OpenTestDatabase,
  {
    name,
    lastMigration,
    runJobs = false,
    laterMs = 0,
    encryptionKeys = [],
    payouts = {},
    apiKeys = [],
  }: StateOptions,
): Promise<OpenedState> {
  const shop = await startWebhookReceiver();
  onTestFinished(shop.stop);
  const ledger = await startWebhookReceiver();
  onTestFinished(ledger.stop);
  const publicUrl = `http://127.0.0.1:${await findFreePort()}`;
  const text = readFileSync(new URL(`states/${name}.json`, import.meta.url), "utf8")
    .replaceAll("{shop}", idOf(shop))
    .replaceAll("{ledger}", idOf(ledger))
    .replaceAll('"https://checkout.example/callbacks/', `"${publicUrl}/callbacks/`);
  const state = writtenState.parse(JSON.parse(text));
  const database = await openTestDatabase({ lastMigration });
  await insertRows(database, state);

  const clock = createHandClock(state.now + laterMs);
  const orders = state.orders.map((known) => ({ ...known, returnUrl: null, history: [], callbacks: [] }));
  const sandbox = await startSandbox({ now: clock.now, callbacks: { scale: 0 }, orders });
  onTestFinished(sandbox.stop);
  const app = await startTestApp({
    engine: database.engine,
    apiKey: state.apiKey,
    clock,
    sandbox,
    runJobs,
    config: (base) => ({
      ...base,
      publicUrl,
      listen: { host: "127.0.0.1", port: Number(new URL(publicUrl).port) },
      database: { url: database.url },
      encryption: { keys: encryptionKeys },
      payouts,
      accounts: base.accounts.filter(({ id }) => id === "paypro-mx"),
      merchant: {
        ...base.merchant,
        apiKeys: [...base.merchant.apiKeys, ...apiKeys],
        webhooks: [shop, ledger].map(({ url, secret }) => ({ url, secrets: [secret] })),
      },
    }),
  });
  onTestFinished(app.stop);
  return { state, app, shop, ledger };
}

async function insertRows({ kysely }: Database, { tables }: WrittenState): Promise<void> {
  for (const [name, { columns, rows }] of Object.entries(tables)) {
    const names = sql.join(columns.map((column) => sql.ref(column)));
    for (const row of rows) {
      await sql`insert into ${sql.table(name)} (${names}) values (${sql.join(row)})`.execute(kysely);
    }
  }
}

function idOf({ url }: WebhookReceiver): string {
  return createHash("sha256").update(url).digest("hex");
}

/** The rows of a table as they were written, each by its columns. */
export function rowsOf(state: WrittenState, name: string): Record<string, string | number | null>[] {
  const { columns, rows } = state.tables[name] ?? { columns: [], rows: [] };
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])));
}
