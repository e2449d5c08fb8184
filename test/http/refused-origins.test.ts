import { expect, test } from "vitest";
import { describeApp } from "../support/app-suite.ts";
import { openSession } from "./support/sessions.ts";

describeApp("a page whose origin is not allowed", {}, (app) => {
  const lines = () =>
    app()
      .logs()
      .filter((line) => line.includes("allowedOrigins"))
      .map((line): unknown => JSON.parse(line).origin);

  test("is named in the log, once, and no other text than an origin is", async () => {
    const { browser } = await openSession(app());
    const call = (origin: string) => browser.call({ path: "/checkout/session", headers: { origin } });
    const refused = await call("https://elsewhere.example");
    expect(refused.headers).not.toHaveProperty("access-control-allow-origin");
    await call("https://elsewhere.example");
    await call("https://ana:canary@elsewhere.example/canary?canary");
    await call("canary");
    await call(app().origin);
    expect(lines()).toEqual(["https://elsewhere.example"]);
  });

  test("cannot fill the log with made-up origins", async () => {
    const { browser } = await openSession(app());
    for (let number = 0; number < 80; number += 1) {
      await browser.call({
        path: "/checkout/session",
        headers: { origin: `https://made-up-${number}.example` },
      });
    }
    expect(lines().length).toBeLessThanOrEqual(50);
  });
});
