import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { ClaimView } from "../../../bff/contract.ts";
import { claimCatalog } from "../../../widget/locales/claims/catalog.ts";
import { setClaimStage, token } from "./support/claim-stage.ts";
import { makeClaim, methodsOf } from "./support/fixtures.ts";

const stage = setClaimStage(makeClaim());
const small = { viewport: { width: 320, height: 640 }, reducedMotion: "reduce" } as const;

const heading = (page: Page) => page.locator("#heading").textContent();

async function fill(page: Page, number = "032180000118359719"): Promise<void> {
  await page.getByLabel("CLABE", { exact: true }).last().fill(number);
  await page.getByLabel("Account holder’s name").fill("Ana Díaz");
}

async function findings(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: axe.source }).catch(() => undefined);
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as { axe: typeof axe };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await engine.run(document, { runOnly: { type: "tag", values: tags } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** What sticks out of the page. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const out = [...document.querySelectorAll("main *")].filter((one) => {
      const { right, left, width } = one.getBoundingClientRect();
      return width > 1 && (right > clientWidth + 1 || left < -1);
    });
    return [
      ...out.map((one) => one.outerHTML.slice(0, 80)),
      ...(scrollWidth > clientWidth ? ["scrolls"] : []),
    ];
  });

test("a customer says where the money goes, sees it again, and confirms it", async () => {
  stage.submit = makeClaim({ status: "pending", methods: [] });
  const page = await stage.open();
  await expect.poll(() => heading(page)).toBe("Where should the money go?");
  expect(await page.title()).toBe("Money back from Cantina del Sol");
  expect(await page.locator(".total").textContent()).toBe("$349.00");
  await fill(page, "0321 8000 0118 3597 19");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect.poll(() => heading(page)).toBe("Is this right?");
  expect(await page.locator(".rows").textContent()).toContain("0321 8000 0118 3597 19");
  expect(stage.requests.filter(({ method }) => method === "POST")).toEqual([]);
  await page.getByRole("button", { name: "Yes, send it" }).click();
  await expect.poll(() => heading(page)).toBe("The money is on its way");
  const [post, ...others] = stage.requests.filter(({ method }) => method === "POST");
  expect(others).toEqual([]);
  expect(post?.token).toBe(`Bearer ${token}`);
  expect(JSON.parse(post?.body ?? "")).toEqual({
    beneficiary: { accountType: "clabe", accountNumber: "032180000118359719", name: "Ana Díaz" },
  });
  expect(await stage.violations(page)).toEqual([]);
});

test("the token leaves the address at once, is in no request's address, and serves a reload", async () => {
  const page = await stage.open();
  await expect.poll(() => heading(page)).toBe("Where should the money go?");
  expect(page.url()).not.toContain("rc_");
  await page.reload();
  await expect.poll(() => heading(page)).toBe("Where should the money go?");
  expect(stage.requests.map(({ url }) => url)).toEqual(["/checkout/claim", "/checkout/claim"]);
});

test.each([
  ["unavailable", "The money could not be sent"],
  ["expired", "This link has expired"],
] as const)("a refund that is %s asks for no account, though nobody has claimed it", async (closed, said) => {
  stage.read = makeClaim({ closed, methods: [] });
  const page = await stage.open();
  await expect.poll(() => heading(page)).toBe(said);
  expect(await page.locator("input").count()).toBe(0);
  expect(await page.locator("time").count()).toBe(0);
});

test("two clicks on the last button are one claim", async () => {
  stage.submit = makeClaim({ status: "pending", methods: [] });
  const page = await stage.open();
  await fill(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Yes, send it" }).dblclick();
  await expect.poll(() => heading(page)).toBe("The money is on its way");
  expect(stage.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("the browser's Back leads from the last step to the form, with what was typed", async () => {
  const page = await stage.open();
  await fill(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect.poll(() => heading(page)).toBe("Is this right?");
  await page.goBack();
  await expect.poll(() => heading(page)).toBe("Where should the money go?");
  expect(await page.getByLabel("Account holder’s name").inputValue()).toBe("Ana Díaz");
});

test("a wrong digit is said when the field is left, and the form does not go on", async () => {
  const page = await stage.open();
  await fill(page, "032180000118359710");
  const number = page.getByLabel("CLABE", { exact: true }).last();
  await expect.poll(() => number.getAttribute("aria-invalid")).toBe("true");
  expect(await page.locator("#problem-accountNumber").textContent()).toContain("A digit seems to be wrong");
  await page.getByRole("button", { name: "Continue" }).click();
  expect(await heading(page)).toBe("Where should the money go?");
  await expect.poll(() => number.evaluate((field) => field === document.activeElement)).toBe(true);
});

test.each(["mouse", "finger"] as const)("a press of a %s right after typing is not lost", async (pointer) => {
  const page = await stage.open({ ...small, hasTouch: pointer === "finger" });
  await fill(page);
  const number = page.getByLabel("CLABE", { exact: true }).last();
  await number.fill("032180000118359710");
  const button = page.getByRole("button", { name: "Continue" });
  // At its upper edge, from which the words under the field push it away.
  const { x, y } = (await button.boundingBox()) ?? { x: 0, y: 0 };
  if (pointer === "finger") await page.touchscreen.tap(x + 40, y + 4);
  else await page.mouse.click(x + 40, y + 4);
  await expect.poll(() => number.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await page.locator("#problem-accountNumber").textContent()).toContain("A digit seems to be wrong");
});

test("says until when it can be claimed, counts down on the last day, and then says no more of it", async () => {
  const head = async (leftMs: number) => {
    stage.read = makeClaim({
      expiresAt: new Date(Date.parse("2026-12-01T12:00:00Z") + leftMs).toISOString(),
    });
    const page = await stage.open({ timezoneId: "UTC", locale: "en-GB" });
    await page.clock.install({ time: "2026-12-01T12:00:00Z" });
    await page.reload();
    await expect.poll(() => heading(page)).toBe("Where should the money go?");
    return { page, text: () => page.locator(".head").textContent() };
  };
  const far = await head(50 * 3_600_000);
  expect(await far.text()).toContain("Time left: 2 days 2 hours");
  expect(await far.page.locator("time").textContent()).toBe("3 Dec 2026, 14:00");
  const near = await head(3_000);
  expect(await near.text()).toContain("Time left: 0:03");
  await near.page.clock.runFor(1_000);
  expect(await near.text()).toContain("Time left: 0:02");
  await near.page.clock.runFor(5_000);
  expect(await near.text()).not.toContain("Time left");
});

test("leads to the shop's help, in the customer's language, and to no address that is not safe", async () => {
  const support = { email: "help@shop.example", url: "https://shop.example/help" };
  const merchant = { ...makeClaim().merchant, support, terms: "javascript:alert(1)" };
  stage.read = makeClaim({ status: "failed", methods: [], locale: "es-MX", merchant });
  const page = await stage.open(small);
  await expect.poll(() => page.locator(".foot a").allTextContents()).toEqual(["Ayuda", "help@shop.example"]);
  const links = await page
    .locator(".foot a")
    .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  expect(links).toEqual(["https://shop.example/help", "mailto:help@shop.example"]);
  expect(await findings(page)).toEqual([]);
});

test("a slow answer is waited for, and nobody reads that the page cannot work", async () => {
  const { promise, resolve: arrive } = Promise.withResolvers<void>();
  stage.until = promise;
  const page = await stage.open({ locale: "es" });
  await expect.poll(() => heading(page)).toBe("Un momento…");
  expect(await page.locator(".pay-fallback").count()).toBe(0);
  arrive();
  await expect.poll(() => page.locator("input").count()).toBeGreaterThan(1);
});

test("what the server refuses is shown at its field", async () => {
  stage.submit = {
    httpStatus: 422,
    problem: {
      type: "about:blank",
      title: "x",
      status: 422,
      code: "validation_failed",
      detail: "The request has fields that are wrong.",
      requestId: "req_1",
      errors: [{ path: "beneficiary.accountNumber", message: "is closed" }],
    },
  };
  const page = await stage.open();
  await fill(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Yes, send it" }).click();
  await expect.poll(() => heading(page)).toBe("Where should the money go?");
  expect(await page.locator("#problem-accountNumber").textContent()).toBe("Please check this");
});

test("without a network the customer is told, keeps what was typed, and can send the same again", async () => {
  stage.submit = makeClaim({ status: "pending", methods: [] });
  const page = await stage.open();
  await fill(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Yes, send it" }).click();
  await expect.poll(() => page.getByRole("alert").count()).toBe(1);
  expect(await heading(page)).toBe("Is this right?");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Yes, send it" }).click();
  await expect.poll(() => heading(page)).toBe("The money is on its way");
});

test("a link whose token is unknown, or lost, says that it is not valid", async () => {
  const problem = {
    type: "x",
    title: "x",
    status: 401,
    code: "unauthorized",
    detail: "x",
    requestId: "req_1",
  };
  stage.read = { httpStatus: 401, problem };
  for (const fragment of [token, ""]) {
    const page = await stage.open({}, fragment);
    await expect.poll(() => page.locator(".body").textContent()).toContain("link is not valid");
    expect(await page.getByRole("button").count()).toBe(0);
  }
});

const states: readonly (readonly [ClaimView["status"], string])[] = [
  ["awaiting_approval", "Cantina del Sol is checking your details"],
  ["creating", "The money is on its way"],
  ["unknown", "The money is on its way"],
  ["succeeded", "The money was sent"],
  ["failed", "The money could not be sent"],
  ["canceled", "This refund was canceled"],
  ["expired", "This link has expired"],
];

test.each(states)("a refund in %s says: %s", async (status, text) => {
  stage.read = makeClaim({ status, methods: [] });
  const page = await stage.open(small);
  await expect.poll(() => heading(page)).toBe(text);
  expect(await page.locator("input").count()).toBe(0);
  expect(await findings(page)).toEqual([]);
});

describe.each(Object.entries(methodsOf))("the form of %s", (country, methods) => {
  test.each(["light", "dark"] as const)(
    "has nothing that axe finds, or that sticks out of 320 px, in %s",
    async (colorScheme) => {
      stage.read = makeClaim({ country, methods: [...methods] });
      const page = await stage.open({ ...small, colorScheme });
      await expect.poll(() => heading(page)).toBe("Where should the money go?");
      for (const way of await page.locator(".way input").all()) {
        await way.check();
        expect(await tooWide(page)).toEqual([]);
      }
      await page.getByRole("button", { name: "Continue" }).click();
      expect(await page.locator('[aria-invalid="true"]').count()).toBeGreaterThan(1);
      expect(await findings(page)).toEqual([]);
    },
  );
});

test("the form fits into 320 px in every language, in its own direction", { timeout: 300_000 }, async () => {
  const page = await stage.open(small);
  for (const locale of Object.keys(claimCatalog)) {
    stage.read = makeClaim({ locale, country: "BR", methods: [...methodsOf.BR] });
    await page.reload();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(locale);
    expect(await tooWide(page), locale).toEqual([]);
  }
  expect(await stage.violations(page)).toEqual([]);
});

test("without scripts the page says what to do", async () => {
  const page = await stage.open({ javaScriptEnabled: false });
  await expect.poll(() => page.locator(".pay-fallback").isVisible()).toBe(true);
  expect(await page.locator(".pay-fallback").textContent()).toContain("allow JavaScript");
});
