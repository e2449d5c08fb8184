/** Every entry of the audit has an id of its own. */
import { expect, test } from "vitest";
import { commandAuthor } from "../../bff/core/audit.ts";
import { eraseCustomer } from "../../bff/services/retention/erase-customer.ts";
import { forEachEngine } from "../support/databases.ts";
import { createStage } from "./support/stage.ts";

forEachEngine("an entry of the audit", (openTestDatabase) => {
  test("is there for each of two commands that erase in the same millisecond, also when nobody is found", async () => {
    const { context, database, time } = createStage({ database: await openTestDatabase() });
    const nobody = { kind: "email", value: "nobody@example.com" } as const;
    await eraseCustomer(context, nobody, commandAuthor);
    await eraseCustomer(context, nobody, commandAuthor);
    const rows = await database.kysely.selectFrom("audit").select(["id", "action", "created_at"]).execute();
    const tried = { action: "customer.erase", created_at: time.now() };
    expect(rows).toMatchObject([tried, tried]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
  });
});
