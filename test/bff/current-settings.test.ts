/** What the configuration makes of an account: an adapter that sends no customer where they may not go. */
import { expect, onTestFinished, test } from "vitest";
import { createCurrentSettings } from "../../bff/current-settings.ts";
import { live, liveSecrets, minimal, readRight } from "../config/support/configuration.ts";
import { makeCall } from "../growth/support/providers.ts";
import { cxpaySpoken } from "../growth/support/signed-providers.ts";

const { key = "" } = cxpaySpoken.credentials;

/** Creates an order at a provider that sends the customer to the address. */
async function createAt(
  url: string,
  {
    environment,
    redirectHosts,
  }: { environment: "live" | "sandbox"; redirectHosts: readonly string[] | null },
) {
  const account = {
    id: "cxpay-in",
    provider: "cxpay",
    baseUrl: "https://gw.example",
    credentials: { merchant: "M1", key: { env: "KEY" } },
    methods: [{ method: "upi", channel: "1001", currency: "INR" }],
    redirectHosts,
  };
  const base = environment === "live" ? live : minimal;
  const config = readRight({ ...base, accounts: [account] }, { ...liveSecrets, KEY: key });
  const created = cxpaySpoken.answers.find(({ call, kind }) => call === "create" && kind === "accepted");
  const json = JSON.stringify(created?.template).replace(/"url":"[^"]*"/, `"url":${JSON.stringify(url)}`);
  expect(json).toContain(url);
  const body = Buffer.from(cxpaySpoken.writeAnswer(json));
  const refused: string[] = [];
  const settings = createCurrentSettings(config, {
    surround: () => ({ send: async () => ({ kind: "answer", status: 200, headers: {}, body }) }),
    onUnsafeRedirect: (accountId, why) => void refused.push(`${accountId}: ${why}`),
  });
  onTestFinished(() => settings.close());
  const adapter = settings.read().accounts.get("cxpay-in")?.adapter;
  if (adapter === undefined) throw new Error("there is no such account");
  return { result: await makeCall(adapter, cxpaySpoken, "create"), refused };
}

test.each([
  ["without TLS, in live", "live", "http://pay.example.com/p", null, "http"],
  ["of a private network, in live", "live", "https://10.0.0.1/p", null, "private_host"],
  ["that redirectHosts does not name", "sandbox", "https://evil.example/phish", ["pay.example.com"], "host"],
] as const)(
  "an account sends no customer to an address %s",
  async (_what, environment, url, redirectHosts, why) => {
    const { result, refused } = await createAt(url, { environment, redirectHosts });
    expect(result).toEqual({ kind: "unknown", cause: "unsafe_redirect" });
    expect(refused).toEqual([`cxpay-in: ${why}`]);
  },
);

test.each([
  ["live", null],
  ["live", ["*.example.com"]],
  ["sandbox", ["pay.example.com"]],
] as const)(
  "an account sends a customer where they may go: in %s, with %j",
  async (environment, redirectHosts) => {
    const url = "https://pay.example.com/p";
    const { result, refused } = await createAt(url, { environment, redirectHosts });
    expect(result).toMatchObject({ kind: "accepted", nextAction: { url } });
    expect(refused).toEqual([]);
  },
);
