/** The calls of a merchant's backend to the checkout. */
import { z } from "zod";
import type { DemoStack } from "../../../../scripts/demo-stack.ts";

const money = z.object({ value: z.string(), currency: z.string() });

const session = z.object({
  id: z.string(),
  status: z.string(),
  exceptions: z.array(z.string()),
  payments: z.array(
    z.object({
      status: z.string(),
      exceptions: z.array(z.string()),
      method: z.string(),
      account: z.string(),
      amountReceived: money,
    }),
  ),
});
const createdSession = session.extend({ clientToken: z.string(), url: z.string() });

/** A session as the merchant's API shows it. */
export type MerchantSession = z.output<typeof session>;

export interface NewSession {
  readonly amount: z.output<typeof money>;
  readonly country?: string;
  readonly customer?: Readonly<Record<"name" | "email" | "phone", string>>;
  /** Seconds. */
  readonly expiresIn?: number;
}

export interface SessionChanges {
  readonly amount?: z.output<typeof money>;
  readonly description?: string;
}

export interface Merchant {
  readonly createSession: (wanted: NewSession) => Promise<z.output<typeof createdSession>>;
  readonly session: (id: string) => Promise<MerchantSession>;
  readonly changeSession: (id: string, changes: SessionChanges) => Promise<MerchantSession>;
}

/** Speaks the merchant's API with the demo shop's key. */
export function merchantOf({ bffUrl, shopUrl, config }: DemoStack): Merchant {
  async function call(path: string, body?: unknown, method = "POST"): Promise<unknown> {
    const [key] = config.merchant.apiKeys;
    const answer = await fetch(`${bffUrl}${path}`, {
      method: body === undefined ? "GET" : method,
      headers: { authorization: `Bearer ${key.secret}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the BFF answered ${answer.status}: ${await answer.text()}`);
    return await answer.json();
  }

  return {
    createSession: async (wanted) =>
      createdSession.parse(
        await call("/v1/sessions", { ...wanted, reference: "by-hand", returnUrl: shopUrl }),
      ),
    session: async (id) => session.parse(await call(`/v1/sessions/${id}`)),
    changeSession: async (id, changes) => session.parse(await call(`/v1/sessions/${id}`, changes, "PATCH")),
  };
}
