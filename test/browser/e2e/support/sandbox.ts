/** The providers' side: the orders that they hold, and the controls to play them. */
import { vi } from "vitest";
import { z } from "zod";
import type { FaultSpec } from "../../../../demo/sandbox/hostility/faults.ts";
import type { ProviderId } from "../../../../demo/sandbox/state/order.ts";

const heldOrder = z.object({
  provider: z.enum(["paypro", "cxpay", "lhxpay", "chainup", "bharatpay"]),
  orderNo: z.string(),
  platformNo: z.string(),
  status: z.string(),
  via: z.string(),
  amount: z.string(),
  amountPaid: z.string(),
  currency: z.string(),
  detail: z.record(z.string(), z.string()),
  page: z.string().nullable(),
});

/** An order as a provider holds it; amounts are decimal text. */
export type HeldOrder = z.output<typeof heldOrder>;

/** The sandbox's control API, as far as a customer's tests need it. */
export interface Sandbox {
  /** Where its pages are. */
  readonly url: string;
  /** All pay-ins held since `turnPage`, oldest first. */
  readonly orders: (provider?: ProviderId) => Promise<HeldOrder[]>;
  /** The only pay-in since `turnPage`; throws when there is another number of them after 10 s. */
  readonly onlyOrder: () => Promise<HeldOrder>;
  readonly play: (
    order: HeldOrder,
    action: "pay" | "partial" | "fail" | "close",
    body?: { readonly amount?: string; readonly mode?: string },
  ) => Promise<void>;
  readonly arm: (fault: FaultSpec) => Promise<void>;
  /** Removes all faults. */
  readonly disarm: () => Promise<void>;
  /** Removes all faults, and counts orders anew from here on. */
  readonly turnPage: () => Promise<void>;
}

/** Speaks to a running sandbox. */
export function controlSandbox(url: string): Sandbox {
  let passed = 0;

  async function call(path: string, init: RequestInit = {}): Promise<unknown> {
    const answer = await fetch(`${url}${path}`, init);
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? null : await answer.json();
  }

  function post(path: string, body: unknown): Promise<unknown> {
    return call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  async function disarm(): Promise<void> {
    await call("/api/faults", { method: "DELETE" });
  }

  async function allOrders(): Promise<HeldOrder[]> {
    return z.object({ data: z.array(heldOrder) }).parse(await call("/api/orders")).data;
  }

  const orders = async (provider?: ProviderId) =>
    (await allOrders())
      .slice(passed)
      .filter((order) => provider === undefined || order.provider === provider);

  return {
    url,
    orders,
    async onlyOrder() {
      // The page shows a payment before its provider has heard of it.
      return await vi.waitFor(
        async () => {
          const [order, ...others] = await orders();
          if (order === undefined || others.length > 0) {
            throw new Error(`the providers hold ${others.length + (order ? 1 : 0)} orders, not one`);
          }
          return order;
        },
        { timeout: 10_000, interval: 50 },
      );
    },
    async play({ provider, orderNo }, action, body = {}) {
      await post(`/api/orders/${provider}/${orderNo}/${action}`, body);
    },
    async arm(fault) {
      await post("/api/faults", fault);
    },
    disarm,
    async turnPage() {
      await disarm();
      passed = (await allOrders()).length;
    },
  };
}
