/** A person is found however their identifier is spelled, as long as it reads the same. */
import { expect, test } from "vitest";
import { eraseCustomer } from "../../bff/services/retention/erase-customer.ts";
import { backend } from "../support/authors.ts";
import { forEachEngine } from "../support/databases.ts";
import { ana, paidSession } from "./support/personal-data.ts";
import { createStage } from "./support/stage.ts";

forEachEngine("an erasure", (openTestDatabase) => {
  test.each([
    ["customer", "Jos\u00e9-7", "Jose\u0301-7"],
    ["customer", "Jose\u0301-7", "Jos\u00e9-7"],
    ["phone", "+52 55 7777 1234", "0052 (55) 7777-1234"],
    ["email", "Canary-Mail@Example.com", "CANARY-MAIL@EXAMPLE.COM"],
  ] as const)("finds a %s in another spelling: %s by %s", async (kind, stored, value) => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const field = kind === "customer" ? "id" : kind;
    const id = await paidSession(stage, { ...ana, [field]: stored });
    await stage.pass(1_000);
    expect(await eraseCustomer(stage.context, { kind, value }, backend)).toMatchObject({ sessions: 1 });
    expect((await stage.sessionRow(id)).erasure).toBe("erased");
  });

  test("leaves an address with another tag, and a number without the country's code", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    await paidSession(stage, { ...ana, email: "ana+shop@example.com" });
    await stage.pass(1_000);
    for (const [at, person] of [
      { kind: "email", value: "ana@example.com" } as const,
      { kind: "phone", value: "55 7777 1234" } as const,
    ].entries()) {
      const author = { ...backend, requestId: `req_${at}` };
      expect(await eraseCustomer(stage.context, person, author)).toMatchObject({ sessions: 0, kept: [] });
    }
  });
});
