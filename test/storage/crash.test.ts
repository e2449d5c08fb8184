import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { forEachEngine } from "../support/databases.ts";

const program = fileURLToPath(new URL("programs/write-pairs.ts", import.meta.url));

forEachEngine("a process killed in the middle of writing", (openTestDatabase) => {
  test("loses nothing that was acknowledged and leaves nothing half done", { timeout: 120_000 }, async () => {
    const database = await openTestDatabase();
    const acknowledged: string[] = [];
    for (let round = 0; round < 6; round++) {
      const child = spawn(process.execPath, [program, database.url, `${round}`], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const closed = once(child, "close");
      const before = acknowledged.length;
      for await (const pair of createInterface({ input: child.stdout })) {
        acknowledged.push(pair);
        if (acknowledged.length === before + 10 + 7 * round) child.kill("SIGKILL");
      }
      await closed;
      expect(child.signalCode).toBe("SIGKILL");
    }
    const rows = await database.kysely.selectFrom("accounts").select("id").execute();
    const left = rows.flatMap(({ id }) => (id.startsWith("left ") ? [id.slice(5)] : [])).sort();
    const right = rows.flatMap(({ id }) => (id.startsWith("right ") ? [id.slice(6)] : [])).sort();
    expect(left).toEqual(right);
    expect(left).toEqual(expect.arrayContaining(acknowledged));
    // At each kill, at most the transaction under way was committed without being printed.
    expect(left.length).toBeLessThanOrEqual(acknowledged.length + 6);
    await database.kysely.insertInto("accounts").values({ id: "after", last_success_at: 1 }).execute();
  });
});
