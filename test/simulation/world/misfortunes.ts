/** What befalls an installation: its configuration is changed, its clock is wrong, its database is put back, it is down. */
import { sql } from "kysely";
import type { ServiceContext } from "../../../bff/services/context.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { endpointAt, webhookSecret } from "./configuration.ts";
import type { Switchboard } from "./hostile-switches.ts";
import type { SimulatedProcess } from "./process.ts";
import type { SimulatedShop } from "./shop.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface Misfortunes {
  /** The id that a process that starts now knows the account by; null where it has another name or none. */
  nameOf(accountId: string): string | null;
  isRetired(accountId: string): boolean;
  endpoints(): ServiceContext["endpoints"];
  /** Epoch ms before which no process starts. */
  downUntil: number;
  /** When the database was put back, epoch ms; null: it was not. */
  readonly restoredAt: number | null;
  begin(): void;
}

export interface MisfortunesOptions {
  readonly time: VirtualTime;
  readonly switchboard: Switchboard;
  readonly database: Database;
  readonly shop: SimulatedShop;
  readonly up: () => readonly SimulatedProcess[];
  /** Those that are being ended in order, too. */
  readonly alive: () => readonly SimulatedProcess[];
  /** May the clock of the process be set far ahead now? */
  readonly mayJump: (process: SimulatedProcess) => boolean;
}

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;
const days = 24 * hours;
const farAheadMs = 400 * days;
/** In the order in which rows may be put in. */
const tables = [
  "sessions",
  "payments",
  "payouts",
  "refunds",
  "payment_timeline",
  "payout_timeline",
  "refund_timeline",
  "callbacks",
  "events",
  "deliveries",
  "delivery_attempts",
  "jobs",
  "idempotency_keys",
] as const;

export function createMisfortunes(options: MisfortunesOptions): Misfortunes {
  const { time, switchboard, database, shop, up } = options;
  const { dice } = switchboard;
  let renamed: string | null = null;
  let restoredAt: number | null = null;
  let address = shop.firstUrl;
  let retired: string | null = null;
  let endpoints: "shop" | "annex" | "both" = "shop";

  /** A changed configuration is read at the start. */
  function restart(): void {
    for (const process of up()) time.start(() => process.shutDown());
  }

  function renameAccount(): void {
    time.after(dice.whole(10 * minutes, 4 * hours), async () => {
      renamed = dice.pick(["weak", "untold", "strong"]);
      restart();
    });
    time.after(3 * days, async () => {
      renamed = null;
      restart();
    });
  }

  function moveWebhooks(): void {
    const at = dice.whole(10 * minutes, 4 * hours);
    shop.downUntil = time.now() + at;
    time.after(at, async () => {
      address = shop.move();
      restart();
    });
  }

  /** What waits for the one endpoint waits until it is there again. */
  function removeEndpoint(): void {
    const at = dice.whole(10 * minutes, 3 * hours);
    shop.downUntil = Math.max(shop.downUntil, time.now() + at);
    time.after(at, async () => {
      endpoints = "annex";
      restart();
    });
    time.after(at + dice.whole(10 * minutes, 3 * hours), async () => {
      endpoints = "both";
      restart();
    });
  }

  function retireAccount(): void {
    time.after(dice.whole(minutes, hours), async () => {
      retired = dice.pick(["weak", "untold", "strong"]);
      restart();
    });
  }

  function setClockFarAhead(): void {
    time.after(dice.whole(minutes, 2 * hours), async () => {
      const [process] = up();
      if (process === undefined || !options.mayJump(process)) return;
      process.setClock(farAheadMs);
      // Not awaited: one that stands still works minutes later.
      time.start(() => process.work());
      await time.wait(dice.whole(seconds, 8 * seconds));
      // It was wrong for seconds, whatever stands still meanwhile.
      process.setClock(0, true);
    });
  }

  /** All tables as they are now, and how to have them so again. */
  async function copyDatabase(): Promise<() => Promise<void>> {
    const { kysely } = database;
    const copies: (readonly [string, readonly object[]])[] = [];
    for (const table of tables)
      copies.push([table, await kysely.selectFrom(table).selectAll().execute()] as const);
    return async () => {
      for (const table of [...tables].reverse()) await sql`delete from ${sql.table(table)}`.execute(kysely);
      for (const [table, rows] of copies) {
        for (const row of rows) {
          const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)));
          const values = sql.join(Object.values(row).map((value) => sql.val(value)));
          await sql`insert into ${sql.table(table)} (${columns}) values (${values})`.execute(kysely);
        }
      }
    };
  }

  function restoreDatabase(): void {
    time.after(dice.whole(minutes, 30 * minutes), async () => {
      const restore = await copyDatabase();
      await time.wait(dice.whole(minutes, hours));
      for (const process of options.alive()) process.die();
      restoredAt = time.now();
      await restore();
    });
  }

  const misfortunes: Misfortunes = {
    downUntil: 0,
    get restoredAt() {
      return restoredAt;
    },
    nameOf(accountId) {
      if (accountId === renamed) return null;
      if (!switchboard.happens("accountsMissing", 0.2)) return accountId;
      // It is replaced by one that has them all.
      time.after(dice.whole(minutes, 10 * minutes), async () => restart());
      return null;
    },
    isRetired: (accountId) => accountId === retired,
    endpoints: () =>
      [endpointAt(address), endpointAt(shop.annexUrl, "annex")]
        .filter(({ id }) => endpoints === "both" || id === endpoints)
        .map((endpoint) => ({ ...endpoint, secrets: [webhookSecret] })),
    begin() {
      if (switchboard.isOn("accountRenamed")) renameAccount();
      if (switchboard.isOn("webhookMoved")) moveWebhooks();
      if (switchboard.isOn("endpointRemoved")) removeEndpoint();
      if (switchboard.isOn("accountRetired")) retireAccount();
      for (let i = 0; i < 4; i++) if (switchboard.isOn("clocksFarAhead")) setClockFarAhead();
      if (switchboard.isOn("databaseRestored")) restoreDatabase();
    },
  };
  return misfortunes;
}
