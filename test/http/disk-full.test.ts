import { sql } from "kysely";
import { expect, test } from "vitest";
import { describeApp } from "../support/app-suite.ts";

describeApp("a database that is full", { engines: ["sqlite"] }, (app) => {
  /** How many pages the file may have, as a disk limits it. */
  async function limitPages(pages: number | "none"): Promise<void> {
    const most = pages === "none" ? 1_000_000 : pages;
    await sql.raw(`pragma max_page_count = ${most}`).execute(app().database.kysely);
  }

  async function fill(): Promise<void> {
    // The pragma never goes below what there is, so this is full.
    await limitPages(1);
    for (let attempt = 0; attempt < 200; attempt++) {
      const { status } = await app().api.post("/v1/sessions", {
        amount: { value: "150.00", currency: "MXN" },
        reference: "order-1",
        country: "MX",
        returnUrl: `${app().origin}/`,
      });
      if (status === 503) return;
    }
    expect.fail("the database is never full");
  }

  const readiness = async () => (await app().call({ path: "/readyz" })).status;

  test("takes the process out until it takes writes again, and the log says why", async () => {
    expect(await readiness()).toBe(200);
    await fill();
    expect(await readiness()).toBe(503);
    expect(await readiness()).toBe(503);
    const lines = () => app().logs().join("");
    expect(lines().match(/the database takes no writes/g)).toHaveLength(1);
    expect(lines()).toContain('"reason":"database is full"');
    expect(lines()).toContain('"message":"SQLITE_FULL: database or disk is full"');
    expect((await app().call({ path: "/healthz" })).status).toBe(200);
    await limitPages("none");
    expect(await readiness()).toBe(200);
    expect(lines()).toContain("the database takes writes again");
    expect(await app().database.kysely.selectFrom("callbacks").selectAll().execute()).toEqual([]);
  });
});
