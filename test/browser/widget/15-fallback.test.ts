import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { strictPolicy } from "./support/shop.ts";
import { type Opened, setStage } from "./support/stage.ts";

const stage = setStage();
const entry = /\/widget\/v1\/pay-checkout\.js$/;
const sentence = "This page cannot show the ways to pay.";

interface Wanted {
  /** A global, or a member of one, that the browser lacks: `URL`, `Element.prototype.attachShadow`. */
  readonly lacks?: string;
  readonly attributes?: string;
  readonly hasHandClock?: boolean;
  readonly policy?: string;
  /** What happens to the widget's script on its way. */
  readonly script?: "blocked" | "missing" | "newer" | "throws";
}

async function spoil(page: Page, script: NonNullable<Wanted["script"]>): Promise<void> {
  const headers = { "access-control-allow-origin": "*", "content-type": "text/javascript" };
  await page.route(entry, async (route) => {
    if (script === "blocked") await route.abort("blockedbyclient");
    else if (script === "missing") await route.fulfill({ status: 404, headers, body: "" });
    else await route.fulfill({ headers, body: script === "newer" ? "a ?=? b;" : "throw new Error('x')" });
  });
}

/** Spoils the script that stands in the hosted page. Its policy knows the hash of the right one alone, so it goes, too. */
async function spoilHosted(page: Page, script: "blocked" | "newer" | "throws"): Promise<void> {
  const spoiled = { blocked: "void 0;", newer: "a ?=? b;", throws: "throw new Error('x')" }[script];
  await page.route(/\/pay$/, async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace(
      /<script type="module">[\s\S]*?<\/script>/,
      () => `<script type="module">${spoiled}</script>`,
    );
    const { "content-security-policy": policy = "", ...others } = response.headers();
    const headers = script === "blocked" ? { ...others, "content-security-policy": policy } : others;
    await route.fulfill({ response, headers, body: html });
  });
}

/** Opens a page of the shop with both scripts, as docs/browsers.md has them. */
function takeAway(path: string): void {
  const names = path.split(".");
  const last = names.pop() ?? "";
  const owner: unknown = names.reduce<unknown>(
    (target, name) => Reflect.get(Object(target), name),
    globalThis,
  );
  Reflect.deleteProperty(Object(owner), last);
}

async function openShop({
  lacks,
  attributes = "",
  hasHandClock = false,
  policy,
  script,
}: Wanted): Promise<Opened> {
  const { origin } = stage.bff();
  const { token } = stage.bff().addScenario();
  const opened = await stage.visit("about:blank");
  if (script !== undefined) await spoil(opened.page, script);
  if (lacks !== undefined) await opened.page.addInitScript(takeAway, lacks);
  if (hasHandClock) await opened.page.clock.install();
  const body = `<script src="${origin}/widget/v1/fallback.js" defer></script>
    <script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>
    <pay-checkout bff="${origin}" client-token="${token}" ${attributes}><p>Call us to pay</p></pay-checkout>`;
  await opened.page.goto(stage.shop().addPage({ body, ...(policy === undefined ? {} : { policy }) }));
  return opened;
}

async function openHosted(
  context: BrowserContextOptions,
  script?: "blocked" | "newer" | "throws",
): Promise<Opened> {
  const opened = await stage.visit("about:blank", context);
  if (script !== undefined) await spoilHosted(opened.page, script);
  const scenario = stage.bff().addScenario({ locale: "ar" });
  await opened.page.goto(`${stage.bff().origin}/pay#${scenario.token}`);
  return opened;
}

const codes = async ({ heard }: Opened) =>
  (await heard()).filter(({ name }) => name === "pay-error").map(({ detail }) => detail.code);

describe("widget 15: where its script does not run", () => {
  test.each(["blocked", "missing", "newer", "throws"] as const)(
    "it is %s: a sentence with a link, what the page has put inside, and one pay-error",
    async (script) => {
      const opened = await openShop({ script, policy: strictPolicy(stage.bff().origin) });
      const { page } = opened;
      await page.getByRole("alert").getByText("Something went wrong.").waitFor();
      const link = page.getByRole("link", { name: "Open the payment page" });
      expect(await link.getAttribute("href")).toMatch(/\/pay#ct_\d/);
      await page.getByText("Call us to pay").waitFor();
      expect(await codes(opened)).toEqual(["widget_failed"]);
      expect(await opened.violations()).toEqual([]);
      await link.click();
      await page.getByRole("alert").waitFor({ state: "detached" });
    },
  );

  test("the sentence is in the language of the element", async () => {
    const { page } = await openShop({ script: "blocked", attributes: 'locale="es-AR"' });
    await page.getByRole("link", { name: "Abrir la página de pago" }).waitFor();
    expect(await page.getByRole("alert").getAttribute("lang")).toBe("es");
  });

  test("a browser without modules is told at once", async () => {
    const opened = await stage.visit("about:blank");
    const { origin } = stage.bff();
    await opened.page.addInitScript(() => Reflect.deleteProperty(HTMLScriptElement.prototype, "noModule"));
    const body = `<script src="${origin}/widget/v1/fallback.js" defer></script>
      <pay-checkout bff="${origin}" client-token="ct_1"></pay-checkout>`;
    await opened.page.goto(stage.shop().addPage({ body }));
    await opened.page.getByRole("link", { name: "Open the payment page" }).waitFor();
    expect(await codes(opened)).toEqual(["widget_failed"]);
  });

  test.each([
    "customElements",
    "Element.prototype.attachShadow",
    "fetch",
    "URL",
    "AbortController",
    "Headers",
    "WeakMap",
    "Intl",
    "Intl.NumberFormat",
    "Document.prototype.createTreeWalker",
    "Document.prototype.importNode",
    "performance",
  ])("a browser lacks %s: the way on is shown, told once, and nothing is left waiting", async (lacks) => {
    const opened = await openShop({ lacks });
    const link = opened.page.getByRole("link", { name: "Open the payment page" });
    await link.waitFor();
    expect(await link.getAttribute("href")).toMatch(/\/pay#ct_\d/);
    expect(await opened.page.getByText("Call us to pay").isVisible()).toBe(true);
    expect(await codes(opened)).toHaveLength(1);
  });

  test("while it runs, nothing of this is seen or heard", async () => {
    const opened = await openShop({ policy: strictPolicy(stage.bff().origin), hasHandClock: true });
    await opened.page.getByRole("radio").first().waitFor();
    await opened.page.clock.runFor(60_000);
    expect(await opened.page.locator(".pay-fallback").count()).toBe(0);
    expect(await opened.page.getByText("Call us to pay").isVisible()).toBe(false);
    expect(await codes(opened)).toEqual([]);
    expect(await opened.violations()).toEqual([]);
  });
});

describe("widget 15: the BFF is not to be reached from the page", () => {
  test("its policy forbids it: what went wrong, the hosted page, and what the page has put inside", async () => {
    const { origin } = stage.bff();
    const opened = await openShop({ policy: strictPolicy(origin).replace(`connect-src ${origin}; `, "") });
    const { page } = opened;
    await page.getByRole("heading", { name: "Something went wrong" }).waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await page.getByText("Call us to pay").waitFor();
    expect(await codes(opened)).toEqual(["network"]);
    await page.getByRole("link", { name: "Open the payment page" }).click();
    await page.getByRole("radio").first().waitFor();
  });
});

describe("widget 15: the hosted page", () => {
  test("says what to do where scripts are off, in the browser's language", async () => {
    const { page } = await openHosted({ javaScriptEnabled: false, locale: "en-US" });
    expect(await page.getByText(sentence).isVisible()).toBe(true);
    const spanish = await openHosted({ javaScriptEnabled: false, locale: "es-MX" });
    expect(await spanish.page.getByText("Esta página no puede").isVisible()).toBe(true);
    expect(await spanish.page.locator("html").getAttribute("lang")).toBe("es-MX");
  });

  test.each(["blocked", "newer", "throws"] as const)(
    "its script is %s: what to do, and a button that loads the page again with its session",
    async (script) => {
      const opened = await openHosted({ locale: "en-US" }, script);
      const { page } = opened;
      await page.getByText(sentence).waitFor();
      expect(await codes(opened)).toEqual(["widget_failed"]);
      await page.unroute(/\/pay$/);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("radio").first().waitFor();
      expect(await page.getByText(sentence).isVisible()).toBe(false);
    },
  );

  test("its script works and fails later: what to do, with a button, and no link to itself", async () => {
    const { page } = await stage.visit("about:blank", { locale: "en-US" });
    await page.addInitScript(takeAway, "Intl.NumberFormat");
    await page.goto(`${stage.bff().origin}/pay#${stage.bff().addScenario().token}`);
    await page.getByRole("heading", { name: "Something went wrong" }).waitFor();
    await page.getByText(sentence).waitFor();
    expect(await page.getByRole("link").count()).toBe(0);
    await page.getByRole("button", { name: "Try again" }).waitFor();
  });

  test("a link that is refused: told, and neither a way to try it again nor any other that cannot work", async () => {
    const { page } = await stage.visit(`${stage.bff().origin}/pay#ct_unknown`, { locale: "en-US" });
    await page.getByRole("heading", { name: "Something went wrong" }).waitFor();
    await page.getByText("This payment link is not valid.").first().waitFor();
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await page.getByRole("link").count()).toBe(0);
    expect(await page.locator(".pay-fallback").count()).toBe(0);
  });

  test("says it without any script of ours, too, after a while", async () => {
    const { page } = await stage.visit("about:blank", { locale: "en-US" });
    await page.route(/\/pay$/, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/<script[^>]*>[\s\S]*?<\/script>/g, "");
      await route.fulfill({ response, body });
    });
    await page.goto(`${stage.bff().origin}/pay#ct_1`);
    expect(await page.getByText(sentence).isVisible()).toBe(false);
    await page.getByText(sentence).waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  });

  test("takes the language and direction of the session, and has a main part with one heading", async () => {
    const opened = await openHosted({ locale: "en-US" });
    const { page } = opened;
    await page.getByRole("radio").first().waitFor();
    const html = page.locator("html");
    expect([await html.getAttribute("lang"), await html.getAttribute("dir")]).toEqual(["ar", "rtl"]);
    expect(await page.getByRole("main").getByRole("heading", { level: 1 }).textContent()).toBe(
      "Cantina del Sol",
    );
    expect(await opened.violations()).toEqual([]);
  });
});
