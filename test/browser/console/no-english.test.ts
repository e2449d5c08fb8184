/** Every screen of the console, with what a real BFF says there, in each language but English: none of our words are English. */
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { payout as payoutSchema } from "../../../bff/contract.ts";
import { detailCodes, sentenceOf } from "../../../bff/core/details.ts";
import { disagreementCodes, disagreementOf } from "../../../bff/core/disagreements.ts";
import type { DemoConfig } from "../../../demo/config.ts";
import { languages } from "../../../widget/console/i18n/languages.ts";
import { postCallback, withCallback } from "../../http/support/callbacks.ts";
import { createRefund, playPayout } from "../../http/support/refunds.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { launchBrowser } from "../../support/browser.ts";
import { codeNow, operatorOf, password, withOperators } from "../../support/operators.ts";

let app: TestApp;
let browser: Browser;
/** The fragment of each screen. */
let places: readonly string[];

const config = (base: DemoConfig) => ({
  ...withOperators(operatorOf("ana"))(base),
  payouts: { approveAbove: { MXN: "400.00" } },
});
const order = { description: "Café", customer: { name: "Ana Díaz", email: "ana@example.com" } };
const beneficiary = { name: "Ana Díaz", accountNumber: "002010077777777771", accountType: "clabe" };

async function pay(amount?: string): Promise<string> {
  const { clientToken } = await app.api.createSession(order);
  const { id } = await app.browser(clientToken).start("store");
  app.sandbox.state.play(await app.orderOf(id), {
    action: "pay",
    ...(amount === undefined ? {} : { amount }),
  });
  await app.settle();
  return id;
}

/** Refused, tried elsewhere, and canceled. */
async function trouble(): Promise<readonly string[]> {
  const session = await app.api.createSession(order);
  const customer = app.browser(session.clientToken);
  app.sandbox.state.arm({ kind: "status", operation: "createPayment", provider: "paypro", times: 1 });
  const unsure = await customer.start("store");
  await app.settle();
  const other = await app.api.createSession(order);
  const first = await app.browser(other.clientToken).start("store");
  const second = await app.browser(other.clientToken).start("bank_transfer");
  await app.api.post(`/v1/sessions/${other.id}/cancel`, {});
  await app.settle();
  return [unsure.id, first.id, second.id];
}

async function payOut(value: string): Promise<string> {
  const body = {
    account: "paypro-mx",
    amount: { value, currency: "MXN" },
    reference: "envio-7",
    beneficiary,
  };
  const reply = await app.api.post("/v1/payouts", body, { "idempotency-key": `payout-${value}` });
  return reply.as(payoutSchema).id;
}

beforeAll(async () => {
  const widgetFolder = join(import.meta.dirname, "../../../dist/widget");
  app = await startTestApp({ config, widgetFolder });
  browser = await launchBrowser();
  const tooMuch = await pay("200.00");
  const reversed = await pay();
  app.sandbox.state.play(await app.orderOf(reversed), { action: "reverse" });
  await app.settle();
  const refused = await withCallback(app, order);
  await postCallback(app, refused.path, "{}");
  await postCallback(app, refused.path, refused.body.replace("150", "999"));
  const payments = [tooMuch, reversed, refused.id, ...(await trouble())];
  const refunded = await pay();
  const claim = await createRefund(app, refunded, { amount: { value: "20.00", currency: "MXN" } });
  const sent = await createRefund(app, refunded, {
    amount: { value: "30.00", currency: "MXN" },
    beneficiary,
  });
  await playPayout(app, sent.payout, "fail");
  app.webhooks.answerWith(410);
  const payouts = [await payOut("500.00"), await payOut("50.00")];
  await playPayout(app, payouts[1] ?? "", "pay");
  await app.settle();
  const events = await app.database.kysely
    .selectFrom("events")
    .select("id")
    .orderBy("created_at", "desc")
    .limit(2)
    .execute();
  const sessions = await app.database.kysely.selectFrom("sessions").select("id").limit(1).execute();
  places = [
    ...["", "payments", "sessions", "payouts", "refunds", "events", "accounts", "charts", "reconciliation"],
    ...["audit", "search?q=ana", "search?q=0", "reconciliation?account=paypro-mx", "payments/pay_nothing"],
    ...[...payments, refunded].map((id) => `payments/${id}`),
    ...payouts.map((id) => `payouts/${id}`),
    ...[claim.id, sent.id].map((id) => `refunds/${id}`),
    ...events.map(({ id }) => `events/${id}`),
    ...sessions.map(({ id }) => `sessions/${id}`),
  ];
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** What stands between the placeholders of texts, where it is more than one word. */
function phrasesOf(texts: readonly string[]): readonly string[] {
  const parts = texts
    .flatMap((text) => text.split(/\{\w+\}/))
    .map((part) => part.trim().replace(/^[.,:;()]+|[.,:;()]+$/g, ""));
  return [...new Set(parts.filter((part) => /[a-z] [a-z]/i.test(part) && part.length > 7))];
}

function textsIn(catalogue: object): readonly string[] {
  return Object.values(catalogue).flatMap((value: unknown) =>
    typeof value === "string" ? [value] : typeof value === "object" && value !== null ? textsIn(value) : [],
  );
}

async function signIn(page: Page, texts: Awaited<ReturnType<typeof languages.en.load>>): Promise<void> {
  // A code works once.
  app.clock.advance(30_000);
  await page.getByLabel(texts.signIn.operator).fill("ana");
  await page.getByLabel(texts.signIn.password).fill(password);
  await page.getByLabel(texts.signIn.code).fill(codeNow(app));
  await page.getByRole("button", { name: texts.signIn.submit }).click();
  await page.getByRole("heading", { name: texts.story.today.title }).waitFor();
}

/** What a person reads, and what is read out to them, without names, ids, raw messages, and words of others. */
async function wordsOn(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const copy = document.body.cloneNode(true);
    if (!(copy instanceof HTMLElement)) return "";
    for (const other of copy.querySelectorAll("code, pre, q, script, style, noscript, select[name=language]"))
      other.remove();
    const said = Array.from(copy.querySelectorAll("[aria-label], [title], [placeholder]"), (element) =>
      ["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? "").join("\n"),
    );
    return [copy.innerText, ...said].join("\n");
  });
}

/** Words that only English has, whatever the sentence. */
const english =
  /\b(?:the|was|were|with|been|have|its|from|which|nobody|unknown|provider|payment|refused)\b/gi;

test.each(Object.entries(languages).filter(([tag]) => tag !== "en"))(
  "in %s, no screen says anything of ours in English",
  { timeout: 180_000 },
  async (language, { load }) => {
    const [texts, original] = await Promise.all([load(), languages.en.load()]);
    const own = textsIn(texts).join("\n");
    const sentences = [...detailCodes.map(sentenceOf), ...disagreementCodes.map(disagreementOf)];
    const phrases = phrasesOf([...textsIn(original), ...sentences]).filter((phrase) => !own.includes(phrase));
    expect(phrases.length).toBeGreaterThan(300);
    const context = await browser.newContext({ locale: language });
    const page = await context.newPage();
    await page.goto(`${app.url}/console`);
    await signIn(page, texts);
    const found: string[] = [];
    let read = "";
    for (const place of places) {
      await page.evaluate((fragment) => {
        location.hash = `#/${fragment}`;
      }, place);
      await page.locator("main h1, main .trouble").first().waitFor();
      await expect.poll(() => page.locator("main .loading").count()).toBe(0);
      const words = await wordsOn(page);
      expect(words.length).toBeGreaterThan(100);
      read += words;
      const wrong = [
        ...phrases.filter((phrase) => words.includes(phrase)),
        ...(words.match(english) ?? []),
        ...(words.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? []),
      ];
      if (wrong.length > 0) found.push(`${place}: ${[...new Set(wrong)].join(" | ")}`);
    }
    expect(found).toEqual([]);
    // What the BFF wrote was on these screens.
    const { customer_chose_another: chose, merchant_canceled: canceled } = texts.told.detail;
    for (const text of [chose, canceled, texts.told.refusal.signature, texts.told.field.status])
      expect(read).toContain(text);
    await context.close();
  },
);
