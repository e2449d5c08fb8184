import { expect, test } from "vitest";
import type { DemoConfig } from "../../demo/config.ts";
import { describeApp } from "../support/app-suite.ts";

/** The provider is called by another name than that of its pages. */
const config = (base: DemoConfig) => ({
  ...base,
  metrics: { token: "scrape-me" },
  accounts: base.accounts.map((account) => ({
    ...account,
    baseUrl: account.baseUrl.replace("127.0.0.1", "localhost"),
    redirectHosts: ["pay.example.com"],
  })),
});

describeApp("redirectHosts", { engines: ["sqlite"], config }, (app) => {
  test("keep a customer from any other host: the payment is unknown, and the log and the metrics say why", async () => {
    const { clientToken } = await app().api.createSession({ methods: ["cashier"] });
    const payment = await app().browser(clientToken).start("cashier");
    expect(payment).toMatchObject({ status: "unknown", nextAction: null });
    expect((await app().browser(clientToken).session()).payment?.nextAction).toBeNull();
    const told = app()
      .logs()
      .filter((line) => line.includes("provider sends customers where they may not go"));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('"accountId":"paypro-mx"');
    expect(told[0]).toContain('"reason":"host"');
    const headers = { authorization: "Bearer scrape-me" };
    expect((await app().call({ path: "/metrics", headers })).text).toMatch(
      /provider_alarms_total\{account="paypro-mx",code="unsafe_redirect"\} 1/,
    );
  });
});
