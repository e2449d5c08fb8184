import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runCommand } from "../../bff/cli/run.ts";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { newJobRow } from "../../bff/storage/jobs/jobs.ts";
import { awayDatabase, commandStage, run } from "./support/commands.ts";

const stage = commandStage();

describe("erase", () => {
  const typed = async (args: readonly string[], input: readonly string[]) => {
    const lines = [...input];
    const out: string[] = [];
    const code = await runCommand([...args, "--config", stage().writeConfig(stage().base)], {
      out: (line) => void out.push(line),
      error: (line) => void out.push(line),
      readLine: async () => lines.shift(),
      env: {},
    });
    return { code, text: out.join("\n") };
  };

  test("asks first, and without a yes changes nothing", async () => {
    const refused = await typed(["erase", "--email", "ana@example.com"], ["y"]);
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining("Nothing was erased.") });
    expect(refused.text).not.toContain("ana@example.com");
  });

  test("takes the value and the yes from standard input, and repeats neither", async () => {
    const done = await typed(["erase", "--customer", "-"], ["canary-customer", "yes"]);
    expect(done.code).toBe(0);
    expect(done.text).toContain("Erased: 0 sessions, 0 payments, 0 payouts, 0 events.");
    expect(done.text).not.toContain("canary");
    expect((await typed(["erase", "--session", `cs_${"1".repeat(22)}`, "--yes"], [])).code).toBe(0);
  });

  test.each([
    ["session", "xx"],
    ["session", "cs_1"],
    ["session", `cs_${"1".repeat(21)}-`],
    ["email", "canary-nope"],
    ["phone", "canary"],
    ["customer", "canary".repeat(22)],
  ])("refuses --%s %s, which has not the form, before it asks or erases", async (kind, value) => {
    const refused = await typed(["erase", `--${kind}`, "-"], [value]);
    expect(refused).toMatchObject({
      code: 64,
      text: expect.stringMatching(`^--${kind} must be .+ Nothing was erased`),
    });
    expect(refused.text).not.toContain("canary");
  });

  test("erases whom it is told to, and nobody else", async () => {
    const { app, config } = await stage().startServer("erase.db");
    onTestFinished(app.stop);
    const sessionOf = async (email: string) => {
      const { id } = await app.api.createSession({ customer: { email } });
      await app.api.post(`/v1/sessions/${id}/cancel`);
      await app.runJobsUntilIdle();
      return id;
    };
    const ana = await sessionOf("ana@example.com");
    const other = await sessionOf("bea@example.com");
    const third = await sessionOf("cleo@example.com");
    const file = stage().writeConfig(config);
    const byEmail = await run(["erase", "--email", "ANA@example.com", "--yes", "--config", file]);
    expect(byEmail).toMatchObject({ code: 0, out: expect.stringContaining("Erased: 1 sessions") });
    const bySession = await run(["erase", "--session", third, "--yes", "--config", file]);
    expect(bySession).toMatchObject({ code: 0, out: expect.stringContaining("Erased: 1 sessions") });
    for (const id of [ana, third])
      expect(await app.api.readSession(id)).toMatchObject({ erased: true, customer: null });
    expect(await app.api.readSession(other)).toMatchObject({ customer: { email: "bea@example.com" } });
  });
});

test("jobs lists what was abandoned, and retries only that", async () => {
  const file = stage().writeConfig(stage().base);
  expect(await run(["jobs", "--config", file])).toMatchObject({ code: 0, out: "No job has been abandoned." });
  const retry = await run(["jobs", "retry", "expire_session:cs_1", "--config", file]);
  expect(retry).toMatchObject({ code: 1, error: expect.stringContaining("expire_session:cs_1") });
});

test("jobs retry is in the audit, once for each job that it runs again", async () => {
  const url = `sqlite:${join(stage().folder, "dead-jobs.db")}`;
  const file = stage().writeConfig({ ...stage().base, database: { url } });
  expect((await run(["jobs", "--config", file])).code).toBe(0);
  const database = await openDatabase({ url });
  const job = newJobRow({ kind: "expire_session", subjectId: "cs_1", runAt: 1, now: 1 });
  await database.kysely
    .insertInto("jobs")
    .values({ ...job, dead_at: 2 })
    .execute();
  const codes: number[] = [];
  for (let times = 0; times < 2; times++) {
    codes.push((await run(["jobs", "retry", job.id, "--config", file])).code);
  }
  expect(codes).toEqual([0, 1]);
  const audit = await database.kysely
    .selectFrom("audit")
    .select(["actor", "action", "subject", "address", "before", "after"])
    .execute();
  await database.close();
  expect(audit).toEqual([
    {
      actor: "command",
      action: "job.retry",
      subject: job.id,
      address: null,
      before: '{"state":"dead"}',
      after: '{"state":"due"}',
    },
  ]);
});

test.each([["jobs"], ["jobs", "retry", "expire_session:cs_1"], ["reconcile"], ["check"]])(
  "%s %s says at once that the database cannot be reached",
  async (...command) => {
    const file = stage().writeConfig({ ...stage().base, database: awayDatabase });
    const { code, out, error } = await run([...command, "--config", file]);
    expect(code).toBe(1);
    expect(out + error).toContain("The database cannot be reached (ECONNREFUSED).");
    expect(out + error).not.toMatch(/canary-password|\.ts:/);
  },
);
