import { describe, expect, test } from "vitest";
import { candidates, directionOf, negotiate } from "../../../widget/i18n/languages.ts";
import { catalog } from "../../../widget/locales/catalog.ts";
import { setStage, tag } from "./support/stage.ts";

const stage = setStage();

describe("widget 12: the language", () => {
  test("is the attribute's, else the session's, else the browser's, else English", async () => {
    const ofSession = { locale: "pt-BR" };
    const byAttribute = await stage.open(stage.bff().addScenario(ofSession), {
      attributes: 'locale="es-MX"',
    });
    await byAttribute.page.locator("[lang=es-MX]").waitFor();
    const bySession = await stage.open(stage.bff().addScenario(ofSession));
    await bySession.page.locator("[lang=pt-BR]").waitFor();
    const byBrowser = await stage.open(stage.bff().addScenario(), { context: { locale: "hi-IN" } });
    await byBrowser.page.locator("[lang=hi]").waitFor();
    const english = await stage.open(stage.bff().addScenario(), { context: { locale: "tlh" } });
    await english.page.locator("[lang=en] [part=card]").waitFor();
  });

  test("is never English first and another a moment later", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario({ locale: "es-MX" });
    const { page } = await stage.visit("about:blank");
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      const look = () => {
        const title = document.querySelector("pay-checkout")?.shadowRoot?.querySelector("h2")?.textContent;
        if (title && !seen.includes(title)) seen.push(title);
        requestAnimationFrame(look);
      };
      look();
    });
    const body = `<script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>
      <pay-checkout bff="${origin}" client-token="${scenario.token}"></pay-checkout>`;
    await page.goto(stage.shop().addPage({ body }));
    await page.locator("[lang=es-MX] h2").waitFor();
    const read = (): Promise<unknown> => page.evaluate(() => Reflect.get(globalThis, "seen"));
    await expect.poll(read).not.toEqual([]);
    const seen = await read();
    expect(seen).toHaveLength(1);
    expect(seen).not.toContain("Choose how to pay");
  });

  test("that can't be fetched gives English, and is asked for again by a clock until it comes", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const { page } = await stage.visit("about:blank");
    let asked = 0;
    await page.route(/\/texts-[^/]*(?<!-guide)-es-MX\.js/, async (route) => {
      asked += 1;
      if (asked < 3) await route.abort();
      else await route.continue();
    });
    await page.goto(stage.shop().addPage({ body: tag(origin, scenario.token, 'locale="es-MX"') }));
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    await page.getByRole("radio", { name: "Transferencia SPEI" }).waitFor();
    expect(asked).toBe(3);
  });

  test("falls back by Intl.Locale to the nearest there is", () => {
    const available = new Set([...Object.keys(catalog), "en"]);
    const sourceOf = (wish: string) => negotiate([wish], available)?.source ?? null;
    expect(sourceOf("es-AR")).toBe("es-419");
    expect(sourceOf("es-ES")).toBe("es");
    expect(sourceOf("zh-TW")).toBe("zh-Hant");
    expect(sourceOf("zh-CN")).toBe("zh-Hans");
    expect(sourceOf("pt-AO")).toBe("pt");
    expect(sourceOf("en-GB")).toBe("en");
    expect(sourceOf("x")).toBeNull();
    expect(candidates("es-AR").slice(0, 3)).toEqual(["es-AR", "es-AR", "es-419"]);
  });

  test("gives the element its direction", async () => {
    expect(["ar", "he", "fa", "ur"].map(directionOf)).toEqual(Array(4).fill("rtl"));
    expect(["en", "pa", "hi", "zh-Hant"].map(directionOf)).toEqual(Array(4).fill("ltr"));
    const { page } = await stage.open(stage.bff().addScenario({ locale: "ur" }));
    await page.locator('pay-checkout[dir="rtl"]').waitFor();
  });
});
