import { describe, expect, test } from "vitest";
import { account, event, inReview, paid, payout, refund, session, waiting } from "./support/answers.ts";
import { findAccessibilityFaults, findOverflowingTexts } from "./support/look.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();

test("today names what needs a person, with what to do and the way there", async () => {
  const page = await open("today");
  const needs = page.getByRole("heading", { level: 2 });
  await needs.first().waitFor();
  expect(await needs.allInnerTexts()).toEqual([
    "Payments in review 1",
    "Payouts that need approval 1",
    "Refunds that wait for the customer 1",
    "Providers that do not answer 1",
    "Events that were not delivered 1",
  ]);
  await page.getByRole("link", { name: `Look at it: ${inReview.id}` }).click();
  await page.getByText("The customer paid MX$100.00 too little.").waitFor();
});

test("a payout is approved after its amount was said", async () => {
  const page = await open(`payouts/${payout.id}`);
  await page.getByRole("button", { name: "Approve the payout" }).click();
  await page.getByRole("button", { name: "Approve and send ₹5,000.00" }).click();
  await page.getByText("Approved.").waitFor();
  expect(bff().sent[0]).toMatchObject({ path: `v1/payouts/${payout.id}/approve`, body: {} });
});

test("a timeline names an operator and a key as the story does", async () => {
  const page = await open(`refunds/${refund.id}`);
  await page.getByRole("cell", { name: "ana", exact: true }).waitFor();
  await page.goto(page.url().replace(/#.*/, `#/payouts/${payout.id}`));
  await page.getByRole("cell", { name: "the shop (backend)" }).waitFor();
});

test("an account says what its provider sends and the documentation does not have, since when, and what to do", async () => {
  const page = await open("accounts", { timezoneId: "UTC" });
  const part = page.locator(".drift");
  await part.getByText("Ask the provider what it means").waitFor();
  expect(await part.getByRole("listitem").allInnerTexts()).toEqual([
    "The status 0007: first on Nov 27, 2026, last on Nov 27, 2026.",
    "The field data.channelName: first on Nov 24, 2026, last on Nov 27, 2026.",
  ]);
});

test("an account without such news says nothing of it", async () => {
  bff().replies.set("GET v1/accounts", { status: 200, body: { data: [{ ...account, drift: [] }] } });
  const page = await open("accounts");
  await page.getByRole("heading", { name: account.id }).waitFor();
  expect(await page.locator(".drift").count()).toBe(0);
});

const review = `payments/${inReview.id}`;

describe("one payment", () => {
  test("its story says what is missing, and quotes what the timeline holds", async () => {
    const page = await open(review);
    await page.getByText("The customer paid MX$100.00 too little.").waitFor();
    await page.locator("q", { hasText: "the signature does not match" }).waitFor();
  });

  test("whose reversal is in doubt can be settled, with words about the money instead of the order", async () => {
    const path = `payments/${paid.id}`;
    bff().replies.set(`GET v1/${path}`, { status: 200, body: { ...paid, inDoubt: "reversal" } });
    const page = await open(path);
    await page.getByRole("button", { name: "Settle it yourself" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("paypro-mx has not confirmed it.").waitFor();
    await dialog.getByText("It was taken back").click();
    await dialog.getByRole("textbox").fill("asked by phone");
    await dialog.getByRole("button", { name: "Settle" }).click();
    await expect
      .poll(() => bff().sent.filter(({ path: at }) => at.endsWith("/resolve")))
      .toMatchObject([{ path: `v1/${path}/resolve`, body: { outcome: "failed", note: "asked by phone" } }]);
  });

  test("what the customer sees of a payment in review is a check and the money, and no code", async () => {
    const nextAction = { ...waiting.nextAction };
    bff().replies.set(`GET v1/payments/${inReview.id}`, { status: 200, body: { ...inReview, nextAction } });
    const page = await open(review);
    await page.getByText("That the payment is being checked, how much has arrived").waitFor();
    expect(await page.getByText(nextAction.code, { exact: true }).count()).toBe(0);
  });

  test("of a part that has arrived the customer sees the code, but no QR code", async () => {
    const nextAction = { type: "display_qr", data: "upi://pay", expiresAt: waiting.nextAction.expiresAt };
    const part = { ...waiting, status: "partially_paid", exceptions: ["partially_paid"] };
    bff().replies.set(`GET v1/payments/${waiting.id}`, { status: 200, body: part });
    const page = await open(`payments/${waiting.id}`);
    await page.getByText("what is still missing, and the code to pay it with").waitFor();
    await page.getByText(waiting.nextAction.code, { exact: true }).waitFor();
    bff().replies.set(`GET v1/payments/${waiting.id}`, { status: 200, body: { ...part, nextAction } });
    await page.reload();
    await page.getByText("and what is still missing. No code or page is shown.").waitFor();
  });

  test("the code that the customer sees is there as text", async () => {
    const page = await open(`payments/${waiting.id}`);
    await page.getByText(waiting.nextAction.code, { exact: true }).waitFor();
  });

  test("settling it is confirmed in words, needs a note, and is sent once however often it is pressed", async () => {
    const page = await open(review);
    await page.getByRole("button", { name: "Settle it yourself" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("MX$100.00 too little").waitFor();
    await dialog.getByLabel("Paid: the shop delivers").check();
    await dialog.getByRole("button", { name: "Settle" }).click();
    expect(bff().sent).toEqual([]);
    await dialog.getByLabel("Why?").fill("The bank's statement has it.");
    await dialog.getByRole("button", { name: "Settle" }).dblclick();
    await page.getByText("It is paid: MX$50.00 has arrived.").waitFor();
    expect(bff().sent).toEqual([
      {
        path: `v1/payments/${inReview.id}/resolve`,
        body: { outcome: "succeeded", note: "The bank's statement has it." },
        key: expect.stringMatching(/^console-[0-9a-f]{32}$/),
        csrf: "csrf-0123456789",
      },
    ]);
  });

  test("a refusal is a sentence with its request id, and the next try is a new one", async () => {
    const path = `v1/payments/${inReview.id}/refresh`;
    const requestId = "req_8sQm1VfX0bYw7LrTn2C3Zk";
    const problem = { type: "urn:x", title: "No longer there", status: 409, code: "account_not_configured" };
    const held = bff().replies.get(`POST ${path}`);
    bff().replies.set(`POST ${path}`, { status: 409, body: { ...problem, detail: "Gone.", requestId } });
    const page = await open(review);
    await page.getByRole("button", { name: "Query the provider now" }).click();
    await page.getByRole("button", { name: "Query now" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("The account is not in the configuration, or it is retired.").waitFor();
    await alert.getByText(requestId).waitFor();
    if (held !== undefined) bff().replies.set(`POST ${path}`, held);
    await page.getByRole("button", { name: "Query now" }).click();
    await page.getByText("paypro-mx has answered. Nothing has changed.").waitFor();
    // The BFF would answer the first key with the first refusal for ever.
    expect(new Set(bff().sent.map(({ key }) => key)).size).toBe(2);
  });
});

describe("staying up to date", () => {
  test("a change is drawn while somebody types, and nothing that was typed is lost", async () => {
    const page = await open(review);
    await page.getByRole("button", { name: "Settle it yourself" }).click();
    const note = page.getByLabel("Why?");
    await note.fill("Half of it is ");
    bff().replies.set(`GET v1/payments/${inReview.id}`, {
      status: 200,
      body: { ...inReview, amountReceived: { value: "60.00", currency: "MXN" } },
    });
    bff().change("session", session.id);
    await page.getByText("The customer paid MX$90.00 too little.").waitFor({ state: "attached" });
    await page.keyboard.type("there.");
    expect(await note.inputValue()).toBe("Half of it is there.");
  });

  test("an event's page, and its payment's, show each attempt to deliver it as it is made", async () => {
    const [delivery] = event.deliveries;
    const attempt = { ...delivery?.attempts[0], status: 503 };
    const attempted = {
      ...event,
      deliveries: [{ ...delivery, attempts: [...(delivery?.attempts ?? []), attempt] }],
    };
    const pages = [await open(`events/${event.id}`), await open(review)];
    for (const page of pages) await page.getByRole("list", { name: "Attempts" }).first().waitFor();
    bff().replies.set(`GET v1/events/${event.id}`, { status: 200, body: attempted });
    bff().replies.set("GET v1/events", { status: 200, body: { data: [attempted], nextCursor: null } });
    for (const page of pages) expect(await page.getByText("503", { exact: true }).count()).toBe(0);
    bff().change("event", event.id);
    for (const page of pages) await page.getByText("503", { exact: true }).waitFor();
  });

  test("without a network the console says so, and goes on by itself", async () => {
    bff().replies.set("GET v1/payments", "drop");
    const page = await open("payments");
    await page.getByText("No connection.").waitFor();
    bff().replies.set("GET v1/payments", { status: 200, body: { data: [inReview], nextCursor: null } });
    await page.getByRole("link", { name: inReview.id }).waitFor({ timeout: 20_000 });
    await page.getByText("No connection.").waitFor({ state: "detached" });
  });
});

test("what was found on a phone is told apart by status, amounts, reference and time", async () => {
  const page = await open("search?q=ana@example.com", { viewport: { width: 320, height: 800 } });
  const card = page.getByRole("row", { name: waiting.id });
  for (const text of ["Needs review", "MX$150.00", "MX$151.37", "order-1000"])
    await card.getByText(text, { exact: true }).waitFor();
  await card.locator(`time[datetime="${waiting.createdAt}"]`).waitFor();
  await page.getByRole("row", { name: session.id }).getByText("order-1001", { exact: true }).waitFor();
});

test("where nothing is found, the console lists what can be searched for", async () => {
  bff().replies.set("GET search", { status: 200, body: { data: [] } });
  const page = await open("search?q=nobody");
  const words = await page.getByText("Nothing was found.").innerText();
  for (const what of ["id", "UTR", "code", "reference", "e-mail", "phone", "received", "349.00 MXN"])
    expect(words).toContain(what);
});

test("somebody finds a payment and queries the provider by the keyboard alone", async () => {
  const page = await open("today");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("6841800930023213210");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: waiting.id }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Query the provider now" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("paypro-mx has answered.").waitFor();
});

const places = [
  "today",
  `payments/${waiting.id}`,
  "payments",
  "payments?status=review",
  review,
  "search?q=order-1001",
  "sessions",
  `sessions/${session.id}`,
  "payouts",
  `payouts/${payout.id}`,
  "refunds",
  `refunds/${refund.id}`,
  "events",
  `events/${event.id}`,
  "accounts",
  "charts?days=7",
  `reconciliation?account=${account.id}&day=2026-11-27`,
  "audit",
];

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each(["sign-in", ...places])("%s has no fault that axe finds", async (place) => {
    bff().signedIn = place !== "sign-in";
    const page = await open(place, { colorScheme });
    await page.locator(".loading").first().waitFor({ state: "detached" });
    expect(await findAccessibilityFaults(page)).toEqual([]);
  });
});

test.each([390, 320])("nothing is wider than a screen of %i px, or than its place on it", async (width) => {
  const large = { value: "123456789012.123456789012345678", currency: "USDT" };
  const busy = { ...inReview, amount: large, amountReceived: large, amountRefunded: large };
  bff().replies.set("GET v1/payments", { status: 200, body: { data: [busy], nextCursor: "next" } });
  const page = await open("today", { viewport: { width, height: 800 } });
  for (const place of places) {
    await page.evaluate((fragment) => {
      location.hash = fragment;
    }, `#/${place}`);
    await page.locator("main h1").waitFor();
    await page.locator(".loading").first().waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await findOverflowingTexts(page), place).toEqual([]);
  }
});
