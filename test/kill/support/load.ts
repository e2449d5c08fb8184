/**
 * Merchants and customers who repeat: a request whose connection breaks is sent again, with the same
 * idempotency key. Bounded: a fixed number of customers, one request each at a time.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { CreatedSession } from "../../../bff/contract.ts";
import type { Sandbox } from "../../../demo/sandbox/sandbox.ts";
import { createDice } from "../../simulation/world/random.ts";
import { createBrowserClient, createMerchantClient, type Reply } from "../../support/http-client.ts";

export interface LoadOptions {
  /** Where the next request goes; with several processes, any of them. */
  readonly url: () => string;
  readonly apiKey: string;
  readonly origin: string;
  readonly sandbox: Sandbox;
  readonly customers: number;
  readonly seed: number;
}

export interface Load {
  /** Sessions that were answered 201, by their idempotency key. */
  readonly sessions: ReadonlyMap<string, CreatedSession>;
  /** Answers that no client should ever see. */
  readonly surprises: readonly string[];
  /** Lets every customer finish the request at hand. */
  stop(): Promise<void>;
}

const methods = ["bank_transfer", "store"] as const;
const retryMs = 60;
/** Limits the load to what two cores can serve while processes are killed. */
const thinkMs = 40;

export function startLoad(options: LoadOptions): Load {
  const { apiKey, origin, sandbox } = options;
  const dice = createDice(options.seed);
  const sessions = new Map<string, CreatedSession>();
  const surprises: string[] = [];
  let stopping = false;

  /** Repeats until there is an answer; 503 and a broken connection mean "again". */
  async function insist(call: () => Promise<Reply>): Promise<Reply> {
    for (;;) {
      try {
        const reply = await call();
        if (reply.status !== 503 && !reply.text.includes("idempotency_key_in_use")) return reply;
      } catch (error) {
        if (!isBrokenConnection(error)) throw error;
      }
      await pause(retryMs);
    }
  }

  async function customer(name: string): Promise<void> {
    for (let visit = 0; !stopping; visit++) {
      const key = `${name}-${visit}`;
      const body = {
        amount: { value: "150.00", currency: "MXN" },
        reference: key,
        country: "MX",
        returnUrl: `${origin}/thanks`,
        customer: { name: "Ana Díaz", email: "ana@example.com", phone: "+525512345678" },
      };
      const created = await insist(() =>
        createMerchantClient({ baseUrl: options.url(), apiKey, returnUrl: body.returnUrl }).post(
          "/v1/sessions",
          body,
          { "idempotency-key": key },
        ),
      );
      if (created.status !== 201) {
        surprises.push(`creating a session was answered ${created.status}: ${created.text}`);
        continue;
      }
      const session: CreatedSession = JSON.parse(created.text);
      const known = sessions.get(key);
      if (known !== undefined && known.id !== session.id) surprises.push(`${key} made two sessions`);
      sessions.set(key, session);
      await pay(session);
      await pause(thinkMs);
    }
  }

  async function pay(session: CreatedSession): Promise<void> {
    const browser = () =>
      createBrowserClient({ baseUrl: options.url(), clientToken: session.clientToken, origin });
    const method = dice.pick(methods);
    const click = () =>
      insist(() => browser().call({ method: "POST", path: "/checkout/payments", body: { method } }));
    // A provider that accepts the order, then breaks the connection or sends an unreadable answer.
    if (dice.chance(0.1)) {
      const kind = dice.pick(["drop", "garbage"] as const);
      sandbox.state.arm({ provider: "paypro", operation: "createPayment", kind, times: 1 });
    }
    const clicks = dice.chance(0.3) ? [click(), click()] : [click()];
    for (const reply of await Promise.all(clicks)) {
      if (reply.status !== 200 && reply.status !== 201) {
        surprises.push(`starting a payment was answered ${reply.status}: ${reply.text}`);
      }
    }
    const [order] = sandbox.state.orders({ provider: "paypro" }).filter((held) => held.status === "pending");
    if (order !== undefined && dice.chance(0.6)) {
      sandbox.state.play({ provider: "paypro", orderNo: order.orderNo }, { action: "pay" });
    }
    const seen = await insist(() => browser().call({ path: "/checkout/status" }));
    if (seen.status !== 200) surprises.push(`the status was answered ${seen.status}: ${seen.text}`);
  }

  const customers = Array.from({ length: options.customers }, (_, index) => customer(`customer-${index}`));
  return {
    sessions,
    surprises,
    async stop() {
      stopping = true;
      await Promise.all(customers);
    },
  };
}

function isBrokenConnection(error: unknown): boolean {
  return (
    error instanceof Error && /ECONN|EPIPE|UND_ERR|other side closed|fetch failed|socket/i.test(codeOf(error))
  );
}

const codeOf = (error: Error): string => `${"code" in error ? String(error.code) : ""} ${error.message}`;
