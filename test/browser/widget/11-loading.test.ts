import type { CDPSession } from "playwright-core";
import { describe, expect, test } from "vitest";
import { eventually, setStage, tag } from "./support/stage.ts";

const stage = setStage();

/** How many widgets are in the page's memory after a garbage collection. */
async function countAlive(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const group = "alive";
  const { result: prototype } = await session.send("Runtime.evaluate", {
    expression: 'customElements.get("pay-checkout").prototype',
    objectGroup: group,
  });
  const { objects } = await session.send("Runtime.queryObjects", {
    prototypeObjectId: prototype.objectId ?? "",
    objectGroup: group,
  });
  const { result: count } = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.length; }",
    returnByValue: true,
  });
  await session.send("Runtime.releaseObjectGroup", { objectGroup: group });
  return Number(count.value);
}

describe("widget 11: loading it", () => {
  test("a second script with the same element does not throw, and the first goes on", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const again = `<script type="module" src="${origin}/widget/v1/pay-checkout.js?again"></script>`;
    const { page } = await stage.visit("about:blank");
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(stage.shop().addPage({ body: tag(origin, scenario.token) + again }));
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    expect(errors).toEqual([]);
  });

  test("the BFF is where the script came from, where nothing else is said", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const body = `<script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>
      <pay-checkout client-token="${scenario.token}"></pay-checkout>`;
    const { page } = await stage.visit(stage.shop().addPage({ body }));
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    expect(scenario.count("POST", "/checkout/open")).toBe(1);
  });

  test("a wrong token is told, with the request's number", async () => {
    const { origin } = stage.bff();
    const { page, heard } = await stage.visit(stage.shop().addPage({ body: tag(origin, "ct_wrong") }));
    await page.getByRole("heading", { name: "Something went wrong" }).waitFor();
    await page.getByText("Number for support: req_fixture").waitFor();
    expect((await heard()).map(({ name, detail }) => [name, detail.code])).toEqual([
      ["pay-error", "unauthorized"],
    ]);
  });

  test("works twice on one page, each with its own session", async () => {
    const { origin } = stage.bff();
    const one = stage.bff().addScenario({ merchantName: "Shop one" });
    const two = stage.bff().addScenario({ merchantName: "Shop two" });
    const body = tag(origin, one.token) + tag(origin, two.token);
    const { page } = await stage.visit(stage.shop().addPage({ body }));
    const [first, second] = [page.locator("pay-checkout").nth(0), page.locator("pay-checkout").nth(1)];
    await first.getByRole("radio", { name: "Bank transfer" }).check();
    await second.getByRole("radio", { name: "Pix" }).check();
    expect(await first.getByRole("radio", { name: "Bank transfer" }).isChecked()).toBe(true);
    await first.getByText("Shop one").waitFor();
    await second.getByText("Shop two").waitFor();
  });

  test("a hundred mounts leave nothing behind: no request, no timer's work, no element", {
    timeout: 180_000,
  }, async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const { page } = await stage.visit(stage.shop().addPage({ body: tag(origin, scenario.token) }));
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    await page.evaluate(
      async (options) => {
        document.querySelector("pay-checkout")?.remove();
        for (let mount = 0; mount < 100; mount += 1) {
          const element = document.createElement("pay-checkout");
          element.setAttribute("bff", options.origin);
          element.setAttribute("client-token", options.token);
          const ready = new Promise((resolve) =>
            element.addEventListener("pay-ready", resolve, { once: true }),
          );
          document.body.append(element);
          await ready;
          element.remove();
        }
      },
      { origin, token: scenario.token },
    );
    const session = await page.context().newCDPSession(page);
    // The last mount may still wait for an answer. Only what stays in memory is a leak.
    await eventually(async () => expect(await countAlive(session)).toBeLessThanOrEqual(1));
    const asked = scenario.asked.length;
    const { nodes } = await session.send("Memory.getDOMCounters");
    expect(await page.locator("pay-checkout").count()).toBe(0);
    expect(nodes).toBeLessThan(500);
    scenario.update({ description: "nobody listens" });
    expect(scenario.asked.length).toBe(asked);
  });

  test("a widget that is held on to is counted, so that the test for leaks can fail", async () => {
    const { page } = await stage.visit(stage.shop().addPage({ body: tag(stage.bff().origin, "ct_none") }));
    await page.getByRole("heading", { name: "Something went wrong" }).waitFor();
    const session = await page.context().newCDPSession(page);
    const before = await countAlive(session);
    await page.evaluate(() => {
      const held = Array.from({ length: 3 }, () => document.createElement("pay-checkout"));
      Object.assign(globalThis, { held });
    });
    expect(await countAlive(session)).toBe(before + 3);
  });
});
