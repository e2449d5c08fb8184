import { describe, expect, test } from "vitest";
import { setStage, tag } from "./support/stage.ts";

const stage = setStage();

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
    expect(scenario.count("GET", "/checkout/session")).toBe(1);
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
    timeout: 60_000,
  }, async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const { page } = await stage.visit(stage.shop().addPage({ body: tag(origin, scenario.token) }));
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    const alive = await page.evaluate(
      async (options) => {
        document.querySelector("pay-checkout")?.remove();
        const references: WeakRef<Element>[] = [];
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
          references.push(new WeakRef(element));
        }
        await new Promise((resolve) => requestIdleCallback(resolve));
        const { gc } = globalThis as unknown as { gc?: () => void };
        gc?.();
        return {
          collects: gc !== undefined,
          count: references.filter((one) => one.deref() !== undefined).length,
        };
      },
      { origin, token: scenario.token },
    );
    const asked = scenario.asked.length;
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const left = await page.evaluate(() => document.querySelectorAll("pay-checkout").length);
    const { nodes } = await session.send("Memory.getDOMCounters");
    expect(left).toBe(0);
    expect(alive.count).toBeLessThanOrEqual(100);
    expect(nodes).toBeLessThan(500);
    scenario.update({ description: "nobody listens" });
    expect(scenario.asked.length).toBe(asked);
  });
});
