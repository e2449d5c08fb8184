import { expect, test } from "vitest";
import type { NextAction } from "../../bff/core/next-action.ts";
import { guardRedirects } from "../../bff/services/accounts/guard-redirects.ts";
import { openNextAction } from "../../bff/services/rows/next-action.ts";
import { accepted, answers, type Stage } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";

const evil = "https://evil.example/phish";
const good = "https://pay.example.com/p";
const rules = { httpsOnly: true, ownOrigin: "https://api.example", hosts: ["pay.example.com"] };

/** The stage with its adapters guarded as the server guards them. */
function guarded(stage: Stage): string[] {
  const refused: string[] = [];
  const guard = { ...rules, onRefused: (why: string) => void refused.push(why) };
  const accounts = new Map(
    [...stage.context.accounts].map(([id, account]) => [
      id,
      { ...account, adapter: guardRedirects(account.adapter, guard) },
    ]),
  );
  Object.assign(stage, { context: { ...stage.context, accounts } });
  return refused;
}

const qr = (url: string): NextAction => ({
  type: "display_qr",
  data: "upi://pay?pa=shop",
  links: [
    { name: "gpay", url: "tez://pay" },
    { name: "web", url },
  ],
  url,
});

forEachStage("a provider that sends the customer where they may not go", (open) => {
  test.each<NextAction>([
    { type: "redirect", url: evil },
    { type: "redirect_form", url: evil, fields: { a: "b" } },
    { type: "redirect", url: "http://pay.example.com/" },
    { type: "redirect", url: "javascript:alert(1)" },
  ])(
    "has made an order all the same: the payment is unknown, and nothing is shown (%j)",
    async (nextAction) => {
      const stage = await open();
      const refused = guarded(stage);
      stage.script.create = () => ({ ...accepted, nextAction });
      const payment = await stage.pay();
      expect(payment).toMatchObject({ status: "unknown", next_action_sealed: null });
      expect(refused).toHaveLength(1);
      stage.script.query = answers({ status: "pending", nextAction });
      await stage.pass(60_000);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", next_action_sealed: null });
      stage.script.query = answers({ status: "succeeded", amountText: "150.00", currency: "MXN" });
      await stage.pass(600_000);
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
    },
  );

  test("may go on with a QR code that can be scanned, without its page and its links", async () => {
    const stage = await open();
    guarded(stage);
    stage.script.create = () => ({ ...accepted, nextAction: qr(evil) });
    const payment = await stage.pay();
    expect(payment.status).toBe("pending");
    expect(openNextAction(stage.context, payment)).toMatchObject({
      url: null,
      links: [{ name: "gpay", url: "tez://pay" }],
    });
  });

  test("is let through where they may go", async () => {
    const stage = await open();
    const refused = guarded(stage);
    for (const nextAction of [{ type: "redirect", url: good } as const, qr(good)]) {
      stage.script.create = () => ({ ...accepted, nextAction });
      const payment = await stage.pay();
      expect(openNextAction(stage.context, payment)).toEqual(nextAction);
    }
    expect(refused).toEqual([]);
  });
});
