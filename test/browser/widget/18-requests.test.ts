import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { startTestApp } from "../../support/app.ts";
import { codeAction, upi } from "../../widget/support/fixtures.ts";
import type { Scenario } from "./support/scenario.ts";
import { eventually, makeHold, makeLastingPayment, pay, setStage, tag } from "./support/stage.ts";

const stage = setStage();
const distFolder = join(import.meta.dirname, "../../../dist/widget");

/** The requests of a page in their order, without hashes: `pay-checkout.js`, `texts/es-MX.js`, `later.js`. */
function listRequests(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!/^\/(widget|checkout)\//.test(pathname)) return;
    asked.push(
      pathname
        .replace("/widget/v1/", "")
        .replace(/^texts-[\w-]{8}-/, "texts/")
        .replace(/^(later|qr|barcode)-[\w-]{8}\.js$/, "$1.js"),
    );
  });
  return asked;
}

interface Wanted {
  readonly attributes?: string;
  readonly languages?: string;
}

/** Opens a shop page, which has another origin than the BFF. */
async function open(scenario: Scenario, { attributes = "", languages = "en-US" }: Wanted = {}) {
  const { origin } = stage.bff();
  const { page } = await stage.visit("about:blank", { locale: languages });
  const asked = listRequests(page);
  await page.goto(stage.shop().addPage({ body: tag(origin, scenario.token, attributes) }));
  return { page, asked };
}

/** The languages among the requests; their instructions come later. */
const languagesIn = (asked: readonly string[]) => asked.filter((name) => /^texts\/(?!guide-)/.test(name));

const listIsShown = (page: Page) => page.getByRole("radio").first().waitFor();

describe("widget 18: what stands before the list", () => {
  test("is the script and the session, without a preflight", async () => {
    const scenario = stage.bff().addScenario();
    const { held, release } = makeHold();
    scenario.hold = held;
    const before = stage.bff().preflights.length;
    const { page, asked } = await open(scenario);
    await eventually(() => expect(scenario.asked).toHaveLength(1));
    expect(asked).toEqual(["pay-checkout.js", "/checkout/open"]);
    expect(stage.bff().preflights).toHaveLength(before);
    release();
    await listIsShown(page);
    expect(scenario.count("POST", "/checkout/open")).toBe(1);
  });

  test.each<[string, Wanted]>([
    ["the attribute's", { attributes: 'locale="es-MX"' }],
    ["the browser's", { languages: "es-MX" }],
  ])(
    "in Spanish, with one file beside the session's request, where the language is %s",
    async (_, wanted) => {
      const scenario = stage.bff().addScenario({ locale: "es-MX" });
      const { held, release } = makeHold();
      scenario.hold = held;
      const { page, asked } = await open(scenario, wanted);
      const beforeList = ["/checkout/open", "pay-checkout.js", "texts/es-MX.js"];
      await eventually(() => expect(asked.toSorted()).toEqual(beforeList));
      release();
      await page.getByRole("radio", { name: "Transferencia SPEI" }).waitFor();
      expect(languagesIn(asked)).toEqual(["texts/es-MX.js"]);
      const afterList = asked.filter((name) => !beforeList.includes(name));
      expect(afterList[0]).toBe("later.js");
    },
  );

  test("is one more file where the session names a language that nobody could guess", async () => {
    const scenario = stage.bff().addScenario({ locale: "pt-BR" });
    const { page, asked } = await open(scenario, { languages: "es-MX" });
    await page.locator("[lang=pt-BR] [part~=method]").first().waitFor();
    expect(languagesIn(asked)).toEqual(["texts/es-MX.js", "texts/pt-BR.js"]);
  });

  test("is nothing but the session on the hosted page, which asks for it once", async () => {
    const app = await startTestApp({ engine: "sqlite", widgetFolder: distFolder });
    try {
      const { clientToken } = await app.api.createSession();
      const { page, violations } = await stage.visit("about:blank", { locale: "es-MX" });
      const asked = listRequests(page);
      const { held, release } = makeHold();
      await page.route(/\/checkout\/open$/, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${app.url}/pay#${clientToken}`, { waitUntil: "commit" });
      const beforeList = ["/checkout/open", "texts/es-MX.js"];
      await eventually(() => expect(asked.toSorted()).toEqual(beforeList));
      release();
      await listIsShown(page);
      expect(asked.filter((name) => name === "/checkout/open")).toHaveLength(1);
      expect(languagesIn(asked)).toEqual(["texts/es-MX.js"]);
      expect(page.url()).toBe(`${app.url}/pay`);
      expect(await violations()).toEqual([]);
    } finally {
      await app.stop();
    }
  });

  test("is asked for by the hosted page before its large script is there", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.visit("about:blank");
    await page.route(/\/pay$/, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/<script type="module">[\s\S]*?<\/script>/, "");
      await route.fulfill({ response, body });
    });
    await page.goto(`${stage.bff().origin}/pay#${scenario.token}`, { waitUntil: "commit" });
    await eventually(() => expect(scenario.count("POST", "/checkout/open")).toBe(1));
  });

  test("may be asked for by a small script, while the large one is on its way", async () => {
    const scenario = stage.bff().addScenario();
    const { origin } = stage.bff();
    const { page } = await stage.visit("about:blank", { locale: "en-US" });
    const { held, release } = makeHold();
    await page.route(/pay-checkout\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    const body = `<script src="${origin}/widget/v1/early.js" async crossorigin></script>${tag(origin, scenario.token)}`;
    await page.goto(stage.shop().addPage({ body }), { waitUntil: "commit" });
    await eventually(() => expect(scenario.count("POST", "/checkout/open")).toBe(1));
    release();
    await listIsShown(page);
    expect(scenario.count("POST", "/checkout/open")).toBe(1);
  });

  test.each<[string, string, string]>([
    ['locale="es-AR"', "en-US", "es-419"],
    ["", "hi-IN", "hi"],
    ['locale="en-GB"', "es-MX", ""],
  ])("and so may the language (%s in a browser of %s): %s, once", async (attributes, locale, wanted) => {
    const scenario = stage.bff().addScenario();
    const { origin } = stage.bff();
    const { page } = await stage.visit("about:blank", { locale });
    const asked = listRequests(page);
    const { held, release } = makeHold();
    await page.route(/pay-checkout\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    const early = `<script src="${origin}/widget/v1/early.js" async crossorigin></script>`;
    const body = tag(origin, scenario.token, attributes);
    await page.goto(stage.shop().addPage({ head: early, body }), { waitUntil: "commit" });
    const texts = wanted === "" ? [] : [`texts/${wanted}.js`];
    await eventually(() => expect(asked).toEqual(expect.arrayContaining(["/checkout/open", ...texts])));
    release();
    await listIsShown(page);
    expect(languagesIn(asked)).toEqual(texts);
  });

  test("the small script preloads the texts for a script whose address is relative", async () => {
    const { token } = stage.bff().addScenario();
    const { origin } = stage.bff();
    const { page } = await stage.visit("about:blank", { locale: "es-MX" });
    const body = `<script src="/widget/v1/early.js" async></script>
      <script type="module" src="/widget/v1/pay-checkout.js"></script>
      <pay-checkout client-token="${token}"></pay-checkout>`;
    await page.route(`${origin}/shop`, (route) => route.fulfill({ contentType: "text/html", body }));
    await page.goto(`${origin}/shop`);
    await eventually(async () => expect(await page.locator("link[rel=modulepreload]").count()).toBe(1));
  });

  test("the small script preloads no texts for a widget that has its own", async () => {
    const scenario = stage.bff().addScenario();
    const { origin } = stage.bff();
    const { page } = await stage.visit("about:blank", { locale: "es-MX" });
    const asked = listRequests(page);
    const body = `<script src="${origin}/widget/v1/early.js" async crossorigin></script>
      <pay-checkout bff="${origin}" client-token="${scenario.token}"></pay-checkout>`;
    await page.goto(stage.shop().addPage({ body }));
    expect(asked).toContain("/checkout/open");
    expect(await page.locator("link[rel=modulepreload]").count()).toBe(0);
  });
});

describe("widget 18: what stands before the code", () => {
  test("is asked for with the order, not after its answer: the instructions and the QR", async () => {
    const scenario = stage.bff().addScenario({ methods: [upi] });
    scenario.next = () =>
      makeLastingPayment({
        method: "upi",
        nextAction: { type: "display_qr", data: "upi://pay?pa=shop@bank", links: [], url: null },
      });
    const { page, asked } = await open(scenario);
    await listIsShown(page);
    const { held, release } = makeHold();
    scenario.hold = held;
    await pay(page, "UPI");
    await eventually(() => expect(asked).toEqual(expect.arrayContaining(["texts/guide-en.js", "qr.js"])));
    expect(scenario.session.payment).toBeNull();
    release();
    await page.locator("pay-checkout [part=qr] path").waitFor();
    for (const name of ["later.js", "texts/guide-en.js", "qr.js"]) {
      expect(
        asked.filter((one) => one === name),
        name,
      ).toHaveLength(1);
    }
  });

  test("does not hold up the order: the list stays, busy, until the screens are there", async () => {
    const scenario = stage.bff().addScenario();
    scenario.next = () => makeLastingPayment({ nextAction: codeAction });
    const { page, heard } = await stage.visit("about:blank");
    const { held, release } = makeHold();
    await page.route(/\/later-[^/]*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(stage.shop().addPage({ body: tag(stage.bff().origin, scenario.token) }));
    await pay(page, "Bank transfer");
    await eventually(() => expect(scenario.session.payment).not.toBeNull());
    expect(await page.getByRole("radio", { name: "Bank transfer" }).isChecked()).toBe(true);
    await page.getByRole("button", { name: "One moment…" }).click({ force: true });
    release();
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    expect(scenario.count("POST", "/checkout/payments")).toBe(1);
    expect((await heard()).map(({ name }) => name)).toEqual([
      "pay-ready",
      "pay-method-selected",
      "pay-action",
    ]);
  });

  test("is asked for at one moment after a reload: the screens, the instructions and the barcode", async () => {
    const payment = makeLastingPayment({ nextAction: codeAction });
    const scenario = stage.bff().addScenario({ status: "requires_action", payment });
    const { page } = await stage.visit("about:blank");
    const asked = listRequests(page);
    const { held, release } = makeHold();
    await page.route(/\/later-[^/]*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(stage.shop().addPage({ body: tag(stage.bff().origin, scenario.token) }));
    await eventually(() =>
      expect(asked).toEqual(expect.arrayContaining(["later.js", "texts/guide-en.js", "barcode.js"])),
    );
    release();
    await page.getByRole("img", { name: /Barcode/ }).waitFor();
  });
});
