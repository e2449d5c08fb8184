import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorTable } from "../../bff/core/errors.ts";
import { describeApp } from "../support/app-suite.ts";

describeApp("rare errors", { config: (base) => ({ ...base, limits: { paymentsPerSession: 2 } }) }, (app) => {
  test("a session's number of payments is limited: 429 too_many_payments", async () => {
    const { clientToken } = await app().api.createSession();
    const browser = app().browser(clientToken);
    for (let i = 0; i < 2; i++) await browser.cancel((await browser.start("store")).id);
    const body = { method: "store" };
    const reply = await browser.call({ method: "POST", path: "/checkout/payments", body });
    expect(reply.problem()).toMatchObject({ status: 429, code: "too_many_payments" });
  });

  test("what nobody foresaw is 500 internal_error, without a word of its cause, and in the log by its place", async () => {
    const { clientToken } = await app().api.createSession();
    const browser = app().browser(clientToken);
    const { id } = await browser.start("store");
    await app()
      .database.kysely.updateTable("payments")
      .set({ next_action_sealed: "canary-not-sealed" })
      .where("id", "=", id)
      .execute();
    // The customer is shown nothing to pay with rather than a part of it.
    const reply = await browser.call({
      method: "POST",
      path: "/checkout/payments",
      body: { method: "store" },
    });
    const problem = reply.problem();
    expect(problem).toMatchObject({ status: 500, code: "internal_error" });
    expect(reply.text).not.toMatch(/canary|seal|\.ts/i);
    const line = app()
      .logs()
      .find((text) => text.includes("unexpected error"));
    expect(line).toContain('"kind":"BrokenTextError"');
    expect(line).toContain("seal.ts");
    expect(line).toContain(problem.requestId);
    expect(line).not.toContain("canary");
  });
});

test("every code of the table is provoked by a test of the HTTP API", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".test.ts"),
  );
  const text = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8")).join("");
  const unseen = Object.keys(errorTable).filter((code) => !text.includes(`"${code}"`));
  expect(unseen).toEqual([]);
});
