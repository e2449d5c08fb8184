/** What a database from before the notes were sealed holds of people's decisions: who decided, when, and what they wrote. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { auditEntry, listOf, payment, payout as payoutSchema, session } from "../../bff/contract.ts";
import { unfinishedSteps } from "../../bff/storage/encryption/seal-old-rows.ts";
import type { TestApp } from "../support/app.ts";
import { forEachEngine } from "../support/databases.ts";
import { openState as open, rowsOf, type WrittenState } from "./open-state.ts";

const approver = { id: "chief", secret: "sk_of_today", scopes: ["payouts:approve"] };
const notes = [
  "Ana Diaz sent a centavo too much from 002010077777777771",
  "agreed with Ana Diaz",
  "not to 002010077777777771",
];

function idOf(state: WrittenState, table: string, reference: string): string {
  return String(rowsOf(state, table).find((row) => row.reference === reference)?.id);
}

/** The file and its log; of PostgreSQL every row of the tables. */
async function bytesOf({ database }: TestApp): Promise<string> {
  if (database.engine === "sqlite") {
    const path = database.url.slice("sqlite:".length);
    return [path, `${path}-wal`].map((file) => readFileSync(file, "latin1")).join("");
  }
  const tables = ["payment_timeline", "payout_timeline"] as const;
  const rows = tables.map((table) => database.kysely.selectFrom(table).selectAll().execute());
  return JSON.stringify(await Promise.all(rows));
}

forEachEngine("decisions of people in a database whose last migration is 0015", (openTestDatabase) => {
  const openState = () =>
    open(openTestDatabase, {
      name: "0015",
      lastMigration: "0015-personal-data",
      payouts: { approveAbove: { MXN: "1000" }, dailyLimit: { MXN: "6000" } },
      apiKeys: [approver],
    });

  test("have their notes sealed, gone from the file, and read as before", async () => {
    const { app, state } = await openState();
    const found = Object.entries(state.answers).flatMap(([path, before]) =>
      JSON.stringify(before).includes('"operator"') ? [{ path, before }] : [],
    );
    expect(found.length).toBe(3);
    const read = [];
    for (const { path, before } of found) {
      const answer = await app.api.get(path);
      expect(answer.json()).toMatchObject(before);
      read.push(...notes.filter((note) => answer.text.includes(note)));
    }
    expect(read.sort()).toEqual([...notes].sort());
    const text = await bytesOf(app);
    for (const note of notes) expect(text).not.toContain(note);
    expect(await unfinishedSteps(app.database.kysely)).toEqual([]);
  });

  test("are all in the audit, in the order in which they were made, page by page", async () => {
    const { app, state } = await openState();
    const page = listOf(auditEntry);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const { data, nextCursor } = (await app.api.get(`/v1/audit?limit=3${query}`)).as(page);
      seen.push(...data.map(({ id }) => id));
      cursor = nextCursor;
    }
    // The rows of the file are in the order in which they were written.
    expect(seen.toReversed()).toEqual(rowsOf(state, "audit").map(({ id }) => id));
  });

  test("a payout that waits is approved on the day of today, and sent once", async () => {
    const { app, state } = await openState();
    const id = idOf(state, "payouts", "payout-awaiting");
    app.clock.advance(24 * 60 * 60_000);
    // The sandbox has another address than the one of then.
    const identity = app.context.accounts.get("paypro-mx")?.identity ?? null;
    await app.database.kysely.updateTable("payouts").set({ identity }).where("id", "=", id).execute();
    const amount = { value: "900.00", currency: "MXN" };
    const beneficiary = { name: "Ana", accountNumber: "002010077777777771", accountType: "clabe" };
    const pay = (key: string) =>
      app.api.post(
        "/v1/payouts",
        { account: "paypro-mx", amount, reference: key, beneficiary },
        { "idempotency-key": key },
      );
    const headers = { authorization: `Bearer ${approver.secret}` };
    const approve = () => app.call({ method: "POST", path: `/v1/payouts/${id}/approve`, headers });
    // 5 × 900 and 2002 are more than 6000.
    for (const key of ["a", "b", "c", "d", "e"]) expect((await pay(key)).status).toBe(201);
    expect((await approve()).problem().code).toBe("payout_limit_exceeded");
    app.clock.advance(24 * 60 * 60_000);
    expect((await approve()).as(payoutSchema).status).toBe("pending");
    expect(app.sandbox.state.requests({ operation: "createPayout" })).toHaveLength(6);
    for (const key of ["f", "g", "h", "i"]) expect((await pay(key)).status).toBe(201);
    expect((await pay("j")).problem().code).toBe("payout_limit_exceeded");
  });

  test("an erased session stays so, and a settled payment stays as it was settled", async () => {
    const { app, state } = await openState();
    const erased = await app.api.get(`/v1/sessions/${idOf(state, "sessions", "erased")}`);
    expect(erased.as(session)).toMatchObject({ erased: true, customer: null, returnUrl: null });
    const settled = idOf(state, "sessions", "settled");
    const { data } = (await app.api.get(`/v1/payments?session=${settled}`)).as(listOf(payment));
    expect(data).toMatchObject([{ status: "failed", amountReceived: { value: "150.01" } }]);
  });

  test("count toward the limit of the day on which the payout was approved, and one that waits on that of its creation", async () => {
    const { app, state } = await openState();
    const rows = await app.database.kysely.selectFrom("payouts").select(["id", "counted_at"]).execute();
    const written = new Map(rowsOf(state, "payouts").map((row) => [row.id, row]));
    expect(rows).toHaveLength(written.size);
    const approved = idOf(state, "payouts", "payout-approved");
    const line = rowsOf(state, "payout_timeline").find(
      (row) => row.payout_id === approved && row.from_status === "awaiting_approval",
    );
    for (const { id, counted_at } of rows) {
      expect(counted_at).toBe(id === approved ? line?.at : written.get(id)?.created_at);
    }
  });
});
