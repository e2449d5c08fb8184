/** Two sessions of one reference that are both paid: the second one says so. */
import { expect, test } from "vitest";
import type { Stage } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

async function reference(stage: Stage, sessionId: string, name: string): Promise<void> {
  await stage.database.kysely
    .updateTable("sessions")
    .set({ reference: name })
    .where("id", "=", sessionId)
    .execute();
}

forEachStage("a second session of a reference that was paid", (open) => {
  test("has the exception when it is paid, in the payment and in its event; the first one has none", async () => {
    const stage = await open({ strong: true });
    const [first, second] = [await stage.pay(), await stage.pay()];
    await stage.callBack(first, paid);
    await stage.callBack(second, paid);
    expect(await stage.exceptions(first.id)).toEqual([]);
    expect(await stage.exceptions(second.id)).toEqual(["reference_paid_before"]);
    // Both events are of one millisecond, so they are told apart by their payments.
    const told = await stage.told("payment.succeeded");
    const dataOf = (id: string) => told.find(({ data }) => data.payment?.id === id)?.data;
    expect(dataOf(first.id)?.payment?.exceptions).toEqual([]);
    expect(dataOf(second.id)?.payment?.exceptions).toEqual(["reference_paid_before"]);
    expect(dataOf(second.id)?.session?.exceptions).toEqual(["reference_paid_before"]);
    await stage.callBack(second, paid);
    expect(await stage.exceptions(second.id)).toEqual(["reference_paid_before"]);
  });

  test("has none when the other one was not paid, or is of another reference", async () => {
    const stage = await open({ strong: true });
    const [failed, other, third] = [await stage.pay(), await stage.pay(), await stage.pay()];
    await reference(stage, other.session_id, "order-2");
    await stage.callBack(failed, { status: "failed" });
    await stage.callBack(other, paid);
    await stage.callBack(third, paid);
    expect(await stage.exceptions(third.id)).toEqual([]);
  });

  test("has it beside a duplicate of its own, and says duplicate as ever", async () => {
    const stage = await open({ strong: true });
    await stage.callBack(await stage.pay(), paid);
    const session = await stage.session();
    const one = await stage.start(session);
    await stage.callBack(one, { status: "failed" });
    const two = await stage.start(session);
    await stage.callBack(two, paid);
    await stage.callBack(one, paid);
    expect(await stage.exceptions(one.id)).toContain("duplicate_paid");
    expect(await stage.told("payment.duplicate")).toHaveLength(1);
    expect(await stage.told("payment.succeeded")).toHaveLength(2);
  });
});
