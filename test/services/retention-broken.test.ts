/** What is broken in the database or in the archive keeps nobody else's data, and loses nothing. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { listEvents } from "../../bff/services/events/read-events.ts";
import { appendToArchive } from "../../bff/services/retention/archive.ts";
import { keepRetention } from "../../bff/services/retention/keep-retention.ts";
import { SealError } from "../../bff/storage/encryption/seal.ts";
import { forEachEngine } from "../support/databases.ts";
import { ana, day, openedRows, paidSession } from "./support/personal-data.ts";
import { createStage } from "./support/stage.ts";

test("a line of the archive that a full disk cut short spoils no other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-archive-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await appendToArchive(folder, [{ id: "cs_1" }], 0);
  const [name = ""] = readdirSync(folder);
  appendFileSync(join(folder, name), '{"id":"cs_2","obj');
  await appendToArchive(folder, [{ id: "cs_2" }, { id: "cs_3" }], 0);
  await appendToArchive(folder, [{ id: "cs_4" }], 0);
  expect(readFileSync(join(folder, name), "utf8").split("\n")).toEqual([
    '{"id":"cs_1"}',
    '{"id":"cs_2","obj',
    '{"id":"cs_2"}',
    '{"id":"cs_3"}',
    '{"id":"cs_4"}',
    "",
  ]);
});

forEachEngine("retention beside a text that does not open", (openTestDatabase) => {
  test("erases it whole, and all others", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const ids = [await paidSession(stage), await paidSession(stage, { ...ana, id: "canary-id-8" })];
    await stage.pass(95 * day);
    const { kysely } = stage.database;
    for (const id of ids.slice(0, 1)) {
      await kysely.updateTable("events").set({ body_sealed: "AAAA" }).where("session_id", "=", id).execute();
      await kysely
        .updateTable("payments")
        .set({ details_sealed: "AAAA" })
        .where("session_id", "=", id)
        .execute();
    }
    expect(await keepRetention(stage.context)).toMatchObject({ erased: 2 });
    for (const id of ids) expect((await stage.sessionRow(id)).erasure).toBe("erased");
    // Every text opens again, and says nothing.
    expect(await openedRows(stage)).not.toContain("canary");
    expect(await listEvents(stage.context, { limit: 100 })).toMatchObject({ ok: true });
    await stage.pass(400 * day);
    expect(await keepRetention(stage.context)).toMatchObject({ removed: 2 });
  });

  test("keeps what this version cannot put into the archive, and removes all others", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const folder = mkdtempSync(join(tmpdir(), "pay-checkout-archive-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { config } = stage.context;
    const retention = { ...config.retention, archive: folder };
    const context = { ...stage.context, config: { ...config, retention } };
    const kept = await paidSession(stage);
    const removed = await paidSession(stage, { ...ana, id: "canary-id-8" });
    await stage.pass(95 * day);
    await keepRetention(context);
    await stage.database.kysely
      .updateTable("payments")
      .set({ exceptions: "no JSON" })
      .where("session_id", "=", kept)
      .execute();
    await stage.pass(400 * day);
    expect(await keepRetention(context)).toMatchObject({ removed: 1 });
    const left = await stage.database.kysely.selectFrom("sessions").select("id").execute();
    expect(left.map(({ id }) => id)).toEqual([kept]);
    const lines = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    expect(lines.join("")).toContain(removed);
    expect(lines.join("")).not.toContain(kept);
  });

  test("leaves to another process what is sealed under a key that is not here", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const kept = await paidSession(stage);
    const [event] = await stage.told("session.succeeded");
    const erased = await paidSession(stage, { ...ana, id: "canary-id-8" });
    await stage.pass(95 * day);
    const rows = stage.database.kysely
      .selectFrom("events")
      .select("body_sealed")
      .where("session_id", "=", kept);
    const [before] = await rows.execute();
    const { seal } = stage.context;
    const context = {
      ...stage.context,
      seal: {
        ...seal,
        open(sealed: string, place: string) {
          if (sealed === before?.body_sealed) throw new SealError("the key is not here");
          return seal.open(sealed, place);
        },
      },
    };
    expect(event?.data.session).toMatchObject({ id: kept });
    expect(await keepRetention(context)).toMatchObject({ erased: 1 });
    expect((await stage.sessionRow(erased)).erasure).toBe("erased");
    expect((await stage.sessionRow(kept)).erasure).toBe("kept");
    expect(await keepRetention(stage.context)).toMatchObject({ erased: 1 });
  });
});
