import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import {
  type Cursor,
  decodeCursor,
  encodeCursor,
  isOnPage,
  toPage,
} from "../../bff/storage/repositories/cursors.ts";
import { forEachEngine } from "../support/databases.ts";
import { sessionRow } from "./rows.ts";

const cursors = fc.record({
  createdAt: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  id: fc.stringMatching(/^cs_[0-9A-Za-z]{1,30}$/),
});

describe("a cursor", () => {
  test("says where it was made for", () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(decodeCursor(encodeCursor(cursor, "a"), "a")).toEqual(cursor);
      }),
    );
  });

  test("is none of another list, or of other filters", () => {
    const text = encodeCursor({ createdAt: 1, id: "cs_4sXyZ" }, "payments status=review");
    expect(decodeCursor(text, "payments status=failed")).toBeUndefined();
    expect(decodeCursor(text, "payments status=review")).toEqual({ createdAt: 1, id: "cs_4sXyZ" });
  });

  test("is text that needs no escaping in a URL", () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(encodeCursor(cursor, "a")).toMatch(/^[A-Za-z0-9_.-]{1,100}$/);
      }),
    );
  });

  test("is not believed after any change of a character, a cut or an addition", () => {
    const text = encodeCursor({ createdAt: 1_700_000_000_000, id: "cs_4sXyZ" }, "a");
    for (let i = 0; i < text.length; i++) {
      const other = text[i] === "A" ? "B" : "A";
      expect(decodeCursor(text.slice(0, i) + other + text.slice(i + 1), "a")).toBeUndefined();
      expect(decodeCursor(text.slice(0, i), "a")).toBeUndefined();
      expect(decodeCursor(text.slice(i + 1), "a")).toBeUndefined();
    }
    expect(decodeCursor(`${text}A`, "a")).toBeUndefined();
  });

  test("is not believed when it is any other text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => {
        expect(decodeCursor(text, "a")).toBeUndefined();
      }),
    );
  });
});

async function page(
  database: Database,
  limit: number,
  after: Cursor | undefined,
): Promise<{ ids: string[]; nextCursor: string | null }> {
  let query = database.kysely.selectFrom("sessions").select(["id", "created_at"]);
  for (const bound of isOnPage({ after: after ?? null })) query = query.where(bound);
  const found = await query
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const { rows, nextCursor } = toPage(found, limit, "a");
  return { ids: rows.map((row) => row.id), nextCursor };
}

forEachEngine("pages", (openTestDatabase) => {
  test("together are the whole list, newest first, each row once, with many rows of one time", async () => {
    const database = await openTestDatabase();
    const rows = fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^cs_[0-9A-Za-z]{1,4}$/),
        createdAt: fc.integer({ min: 0, max: 3 }),
      }),
      { selector: (row) => row.id, maxLength: 15 },
    );
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 6 }), async (list, limit) => {
        await database.kysely.deleteFrom("sessions").execute();
        for (const { id, createdAt } of list) {
          await database.kysely
            .insertInto("sessions")
            .values(sessionRow(id, { created_at: createdAt }))
            .execute();
        }
        const seen: string[] = [];
        let cursor: string | null | undefined;
        while (cursor !== null) {
          const next = await page(
            database,
            limit,
            cursor === undefined ? undefined : decodeCursor(cursor, "a"),
          );
          expect(next.ids.length).toBeLessThanOrEqual(limit);
          if (next.nextCursor !== null) expect(next.ids).toHaveLength(limit);
          seen.push(...next.ids);
          cursor = next.nextCursor;
        }
        const expected = [...list]
          .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
          .map((row) => row.id);
        expect(seen).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test("are not disturbed by rows that are new or gone since the first", async () => {
    const database = await openTestDatabase();
    for (let i = 0; i < 6; i++) {
      await database.kysely
        .insertInto("sessions")
        .values(sessionRow(`cs_${i}`, { created_at: i }))
        .execute();
    }
    const first = await page(database, 2, undefined);
    expect(first.ids).toEqual(["cs_5", "cs_4"]);
    await database.kysely
      .insertInto("sessions")
      .values(sessionRow("cs_9", { created_at: 9 }))
      .execute();
    await database.kysely.deleteFrom("sessions").where("id", "=", "cs_4").execute();
    const second = await page(database, 2, decodeCursor(first.nextCursor ?? "", "a"));
    expect(second.ids).toEqual(["cs_3", "cs_2"]);
  });
});
