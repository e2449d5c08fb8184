/** A repeat that comes while its first request is being committed. */
import { expect, test } from "vitest";
import { bindNewKey, KeyTaken } from "../../../bff/services/idempotency/key-binding.ts";
import { createRefund } from "../../../bff/services/refunds/create-refund.ts";
import { backend } from "../../support/authors.ts";
import { ana, paidPayment, postRefund, refundRows } from "../support/refunds.ts";
import { forEachStage } from "../support/stages.ts";

forEachStage("the Idempotency-Key of a refund", (open) => {
  test.each([
    ["that is paid out", { beneficiary: ana }],
    ["by a claim", {}],
  ])(
    "%s is judged before the money: its repeat at once is not told that nothing is left",
    async (_, wanted) => {
      const stage = await open();
      const payment = await paidPayment(stage);
      const request = { reason: "requested", ...wanted } as const;
      // Has looked for the key before the first request wrote it.
      const seen = await stage.database.kysely.selectFrom("idempotency_keys").selectAll().execute();
      expect(seen).toEqual([]);
      expect(await postRefund(stage.context, payment, { key: "k-1", ...wanted })).toMatchObject({
        kind: "answer",
        answer: { status: 201 },
      });
      const [row] = await stage.database.kysely.selectFrom("idempotency_keys").selectAll().execute();
      const { id = "", body_hash: bodyHash = "" } = row ?? {};
      const now = stage.context.clock.now();
      const keyBinding = bindNewKey(stage.context.seal, { id, bodyHash, now, lockedUntil: now + 60_000 });
      const repeat = createRefund(stage.context, {
        paymentId: payment.id,
        request,
        author: backend,
        keyBinding,
      });
      await expect(repeat).rejects.toThrow(KeyTaken);
      expect((await refundRows(stage)).length).toBe(1);
    },
  );

  test("over two processes at once makes one refund, and nobody is told that nothing is left", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    const other = stage.join("other");
    const answers = await Promise.all(
      [stage.context, other, stage.context, other].map((context) =>
        postRefund(context, payment, { key: "k-1", beneficiary: ana }),
      ),
    );
    expect(JSON.stringify(answers)).not.toContain("refund_exceeds_received");
    expect(stage.payoutsSent.length).toBe(1);
    expect((await refundRows(stage)).length).toBe(1);
  });
});
