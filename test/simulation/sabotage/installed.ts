/** Mistakes about the installation: accounts, endpoints, clocks, leases, keys, a database that was put back. */
import type { ProviderAdapter } from "../../../bff/providers/contract.ts";
import type { ProviderAccount, ServiceContext } from "../../../bff/services/context.ts";
import type { Mistakes } from "../support/first-notice.ts";
import { processes, untold } from "../support/make-mistakes.ts";
import { putOffForGood } from "../support/other-statements.ts";
import { endpointAt, webhookSecret } from "../world/configuration.ts";

/** Some account is there under every id: it does that in place of the one that is missing. */
function withStandIns(
  accounts: ServiceContext["accounts"],
  doing: Pick<ProviderAdapter, "queryPayment" | "readCallback">,
): ServiceContext["accounts"] {
  const [model] = accounts.values();
  if (model === undefined) return accounts;
  const standIn = (id: string): ProviderAccount => ({
    ...model,
    id,
    adapter: { ...model.adapter, ...doing },
  });
  return Object.assign(new Map(accounts), {
    get: (id: string) => accounts.get(id) ?? standIn(id),
    has: () => true,
  });
}

export const installed: Mistakes = {
  "events have nowhere to go": {
    rules: [3],
    done: processes(() => ({ endpoints: [] })),
    noticed: /was never delivered/,
  },
  "a delivery without an answer is one": {
    rules: [3],
    done: processes(({ webhooks }) => ({
      webhooks: {
        ...webhooks,
        async send(message) {
          const result = await webhooks.send(message);
          return result.kind === "no_answer"
            ? { kind: "answer", status: 200, retryAfterSeconds: null }
            : result;
        },
      },
    })),
    noticed: /was never delivered/,
    firstSeed: 3,
  },
  "an account that is missing ends what is open": {
    rules: [22],
    done: processes(({ accounts }) => ({
      accounts: withStandIns(accounts, {
        queryPayment: async () => ({ kind: "cannot_query" }),
        readCallback: () => ({ kind: "refused", reason: "unknown account" }),
      }),
    })),
    switches: ["accountRenamed", "moneyAtTheExpiry"],
    noticed: /is paid \(\d+\) and pay_\w+ is (expired|canceled|failed)/,
    firstSeed: 14,
  },
  "a callback for an account that is missing is acknowledged": {
    rules: [22],
    done: processes(({ accounts }) => ({
      accounts: withStandIns(accounts, {
        queryPayment: async () => ({ kind: "unknown", cause: "error_status" }),
        readCallback: () => ({ kind: "ping" }),
      }),
    })),
    switches: ["accountRenamed"],
    noticed: /hides a reversal/,
    firstSeed: 3,
  },
  "an account that is retired is not there": {
    rules: [22],
    done: processes(({ accounts }) => ({
      accounts: new Map([...accounts].filter(([, { retired }]) => !retired)),
    })),
    switches: ["accountRetired"],
    noticed: /is still (pending|unknown)|is paid \(\d+\) and/,
    firstSeed: 2,
  },
  "events go to the address that was configured first": {
    rules: [22],
    done: processes(({ endpoints }) => ({
      endpoints: endpoints.map((endpoint) => ({ ...endpoint, url: "https://shop.example/webhooks" })),
    })),
    switches: ["webhookMoved"],
    noticed: /was never delivered/,
  },
  "what waits for an endpoint that is gone is thrown away": {
    rules: [22],
    done: processes(({ endpoints, webhooks }) => {
      const isGone = endpoints.every(({ id }) => id !== "shop");
      const nowhere = { ...endpointAt("https://nowhere.example"), secrets: [webhookSecret] };
      return {
        endpoints: isGone ? [...endpoints, nowhere] : endpoints,
        webhooks: {
          ...webhooks,
          send: async (message) =>
            message.url === nowhere.url
              ? { kind: "answer", status: 200, retryAfterSeconds: null }
              : await webhooks.send(message),
        },
      };
    }),
    switches: ["endpointRemoved"],
    noticed: /was never delivered/,
  },
  "a job that a wrong clock put off stays put off": {
    rules: [23],
    done: putOffForGood,
    switches: ["clocksFarAhead"],
    noticed: /(pay|po)_\w+ is still/,
  },
  "a clock that has just been set is believed": {
    rules: [23],
    done: processes(({ clock }) => ({ clock: { now: () => clock.now() } })),
    switches: ["clocksFarAhead"],
    noticed: /expired \d+ ms before its time/,
  },
  "money for an order that is lost is not told": {
    rules: [24],
    done: untold("reconciliation.discrepancy"),
    switches: ["databaseRestored"],
    noticed: /lost here, and nobody was told/,
    firstSeed: 32,
  },
  "a payout has a number by chance": {
    rules: [24],
    done: { bindsByChance: true },
    switches: ["databaseRestored"],
    noticed: /payouts were wanted, \d+ were made/,
    firstSeed: 14,
  },
  "requests carry no idempotency key": {
    rules: [12],
    done: { keyless: true },
    noticed: /made two payouts|was paid out \d times|made \d sessions|answered with two ids/,
  },
};
