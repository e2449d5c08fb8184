/** The audit is kept for as long as what has finished, and at least for 400 days, whatever a clock says. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keepRetention } from "../../bff/services/retention/keep-retention.ts";
import { type AuditRow, addAuditRow } from "../../bff/storage/repositories/audit.ts";
import { forEachEngine } from "../support/databases.ts";
import { day } from "./support/personal-data.ts";
import { createStage, type Stage } from "./support/stage.ts";

async function add(stage: Stage, id: string, createdAt: number): Promise<void> {
  const row: AuditRow = {
    id,
    actor: "key:backend",
    action: "session.create",
    subject: "cs_1",
    address: "192.0.2.1",
    request_id: "req_1",
    before: null,
    after: null,
    created_at: createdAt,
  };
  await addAuditRow(stage.database.kysely, row);
}

async function idsOf({ database }: Stage): Promise<string[]> {
  const rows = await database.kysely.selectFrom("audit").select("id").orderBy("seq").execute();
  return rows.map(({ id }) => id);
}

function retain(stage: Stage, changes: { readonly finishedDays?: number; readonly archive?: string }): void {
  const { config } = stage.context;
  const retention = { ...config.retention, ...changes };
  Object.assign(stage, { context: { ...stage.context, config: { ...config, retention } } });
}

forEachEngine("the retention of the audit", (openTestDatabase) => {
  test("archives what is older than its days, then removes it, oldest first", async () => {
    const stage = createStage({ database: await openTestDatabase() });
    const folder = mkdtempSync(join(tmpdir(), "pay-checkout-archive-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    retain(stage, { archive: folder });
    const now = stage.time.now();
    const many = Array.from({ length: 90 }, (_, index) => `aud_${String(index).padStart(2, "0")}`);
    for (const [index, id] of many.entries()) await add(stage, id, now - 900 * day + index);
    await add(stage, "aud_kept", now - 399 * day);
    expect(await keepRetention(stage.context)).toEqual({ erased: 0, removed: 90 });
    expect(await idsOf(stage)).toEqual(["aud_kept"]);
    const lines = readdirSync(folder).flatMap((name) =>
      readFileSync(join(folder, name), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
    expect(lines.map(({ id }) => id)).toEqual(many);
    expect(lines[0]).toMatchObject({ object: "audit_entry", actor: "key:backend", subject: "cs_1" });
  });

  test("keeps it for 400 days where finished things leave sooner, and for longer where they do", async () => {
    const stage = createStage({ database: await openTestDatabase() });
    const now = stage.time.now();
    await add(stage, "aud_old", now - 700 * day);
    await add(stage, "aud_new", now - 390 * day);
    retain(stage, { finishedDays: 800 });
    expect((await keepRetention(stage.context))?.removed).toBe(0);
    retain(stage, { finishedDays: 1 });
    expect((await keepRetention(stage.context))?.removed).toBe(1);
    expect(await idsOf(stage)).toEqual(["aud_new"]);
  });

  test("removes nothing early by a clock that is ahead, and breaks off no pass for it", async () => {
    const stage = createStage({ database: await openTestDatabase() });
    await add(stage, "aud_new", Date.now() - day);
    await stage.time.runUntil(stage.time.now() + 900 * day);
    expect(await keepRetention(stage.context)).toEqual({ erased: 0, removed: 0 });
    expect(await idsOf(stage)).toEqual(["aud_new"]);
  });
});
