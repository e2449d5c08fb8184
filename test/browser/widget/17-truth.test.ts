import type { ConsoleMessage, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { eventually, makeLastingPayment, pay, setStage } from "./support/stage.ts";

const stage = setStage();

const focused = (page: Page) =>
  page.evaluate(() => {
    const inner = document.activeElement?.shadowRoot?.activeElement;
    return inner?.getAttribute("value") ?? inner?.textContent ?? null;
  });

function addCode() {
  return stage.bff().addScenario({ status: "requires_action", payment: makeLastingPayment() });
}

/** Opens a page with any tag, and collects what the console and uncaught errors say. */
async function openTag(html: string, origin = stage.shop().origin) {
  const script = `<script type="module" src="${stage.bff().origin}/widget/v1/pay-checkout.js"></script>`;
  const address = stage.shop().addPage({ body: script + html });
  const opened = await stage.visit("about:blank");
  const told: string[] = [];
  const uncaught: string[] = [];
  opened.page.on("console", (message: ConsoleMessage) => told.push(message.text()));
  opened.page.on("pageerror", (error) => uncaught.push(error.message));
  await opened.page.goto(address.replace(stage.shop().origin, origin));
  return { ...opened, told, uncaught };
}

describe("widget 17: the truth on each screen", () => {
  test("Continue with nothing chosen is answered at the list, by focus, by mark and by voice", async () => {
    const { page } = await stage.open(stage.bff().addScenario(), {
      context: { viewport: { width: 320, height: 480 } },
    });
    await page.getByRole("radio").first().waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    const list = page.getByRole("radiogroup");
    await page.getByText("Please choose one of these ways to pay.").first().waitFor();
    expect(await list.getAttribute("aria-invalid")).toBe("true");
    expect(await focused(page)).toBe("bank_transfer");
    await eventually(async () =>
      expect(await page.getByRole("status").textContent()).toContain("Please choose one of these"),
    );
    const { y = -1 } = (await page.locator("#unchosen").boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(480);
    await page.getByRole("radio", { name: "Pix" }).check();
    await eventually(async () => expect(await page.locator("#unchosen").count()).toBe(0));
    expect(await list.getAttribute("aria-invalid")).toBe("false");
  });

  test("a code that was shown is given up only after a question, which gets the focus", async () => {
    const scenario = addCode();
    const { page } = await stage.open(scenario);
    await page.getByRole("button", { name: "Choose another method" }).click();
    await page.getByRole("heading", { name: "Give up this code?" }).waitFor();
    await eventually(async () => expect(await focused(page)).toBe("Give up this code?"));
    expect(await page.getByText("6841").first().isVisible()).toBe(true);
    await page.getByRole("button", { name: "Keep this code" }).click();
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    expect(scenario.count("POST", "/checkout/payments/pay_1/cancel")).toBe(0);
    await page.getByRole("button", { name: "Cancel the payment" }).click();
    await page.getByRole("heading", { name: "Payment canceled" }).waitFor();
    await page.getByText("If you have already paid, keep your receipt").waitFor();
    expect(scenario.count("POST", "/checkout/payments/pay_1/cancel")).toBe(1);
  });

  test("Cancel on the list speaks of no receipt, because nothing began", async () => {
    const { page } = await stage.open(stage.bff().addScenario());
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("heading", { name: "Payment canceled" }).waitFor();
    expect(await page.getByText("receipt").count()).toBe(0);
    await page.getByRole("link", { name: "Back to Cantina del Sol" }).waitFor();
  });

  test("a payment that was sent back is told as that", async () => {
    const scenario = addCode();
    const { page } = await stage.open(scenario);
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    const exceptions = ["reversed"] as const;
    scenario.updatePayment(
      { status: "succeeded", exceptions: [...exceptions], nextAction: null },
      { exceptions: [...exceptions] },
    );
    await page.getByRole("heading", { name: "This payment was sent back" }).waitFor();
    await page.getByText("Please ask Cantina del Sol.").waitFor();
    expect(await page.getByText("Payment received").count()).toBe(0);
  });

  for (const { title, session, status, exceptions } of [
    { title: "accepted with too little", session: "succeeded", status: "succeeded", exceptions: "underpaid" },
    {
      title: "over when a part had come",
      session: "expired",
      status: "expired",
      exceptions: "partially_paid",
    },
    { title: "being checked", session: "processing", status: "review", exceptions: "underpaid" },
  ] as const) {
    test(`a payment that is ${title} says what has arrived`, async () => {
      const payment = makeLastingPayment({
        status,
        exceptions: [exceptions],
        nextAction: null,
        amountReceived: { value: "1234.00", currency: "MXN" },
      });
      const { page } = await stage.open(stage.bff().addScenario({ status: session, payment }));
      await page.getByRole("definition").filter({ hasText: "$1,234.00" }).waitFor();
    });
  }

  test("a payment that is checked because nobody knows its end says of no money that it has arrived", async () => {
    const payment = makeLastingPayment({ status: "review", nextAction: null });
    const { page } = await stage.open(stage.bff().addScenario({ status: "processing", payment }));
    await page.getByRole("heading", { name: "Your payment is being checked" }).waitFor();
    await page.getByText("Please do not pay again.").waitFor();
    expect(await page.getByText("arrived").count()).toBe(0);
  });

  test("a token that is refused in mid-flow leaves no code to pay with, and a way back to the shop", async () => {
    const scenario = addCode();
    scenario.mode = "poll";
    const { page, heard } = await stage.open(scenario);
    await page.getByText("Waiting for your payment").waitFor();
    scenario.isRevoked = true;
    await page.getByText("This payment link is not valid.").first().waitFor();
    expect(await page.getByText("Waiting for your payment").count()).toBe(0);
    await page.getByText("If you have already paid, keep your receipt").waitFor();
    await page.getByRole("link", { name: "Back to Cantina del Sol" }).waitFor();
    const errors = (await heard()).filter(({ name }) => name === "pay-error");
    expect(errors.map(({ detail }) => detail.code)).toEqual(["unauthorized"]);
  });

  for (const [status, heading] of [
    ["canceled", "Payment canceled"],
    ["expired", "The time to pay is over"],
  ] as const) {
    test(`a session that is ${status} elsewhere is told as that, with a way on`, async () => {
      const scenario = addCode();
      const { page } = await stage.open(scenario);
      await page.getByText("Waiting for your payment").waitFor();
      scenario.update({ status });
      await page.getByRole("heading", { name: heading }).waitFor();
      expect(await page.getByText("Waiting for your payment").count()).toBe(0);
      await page.getByRole("link", { name: "Back to Cantina del Sol" }).waitFor();
    });
  }

  test("a payment that a closed session refuses ends on the closed session's screen", async () => {
    const scenario = stage.bff().addScenario();
    scenario.next = () => {
      scenario.session = { ...scenario.session, status: "canceled" };
      return { status: 409, code: "session_closed" };
    };
    const { page } = await stage.open(scenario);
    await pay(page, "Bank transfer");
    await page.getByRole("heading", { name: "Payment canceled" }).waitFor();
    expect(await page.getByText("Please try again.").count()).toBe(0);
  });

  test("an origin that is not allowed is told to the developer, and the customer gets the hosted page", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const elsewhere = stage.shop().origin.replace("127.0.0.1", "localhost");
    const { page, heard, told } = await openTag(
      `<pay-checkout bff="${origin}" client-token="${scenario.token}"></pay-checkout>`,
      elsewhere,
    );
    await page.getByText("This page cannot take payments. Please tell the shop.").first().waitFor();
    const href = await page.getByRole("link", { name: "Open the payment page" }).getAttribute("href");
    expect(href).toBe(`${origin}/pay#${scenario.token}`);
    const [error] = await heard();
    expect(error).toMatchObject({ name: "pay-error", detail: { code: "origin_not_allowed" } });
    expect(error?.detail.message).toContain(elsewhere);
    expect(told.join()).toContain(`does not allow the origin ${elsewhere}`);
  });

  test("the hosted page never says of a connection that broke that the shop has made a mistake", async () => {
    const scenario = stage.bff().addScenario();
    const { page, heard } = await stage.visit("about:blank");
    await page.route("**/checkout/open", (route) => route.abort());
    await page.goto(`${stage.bff().origin}/pay#${scenario.token}`);
    await page.getByText("The payment service cannot be reached.").first().waitFor();
    expect((await heard()).map(({ detail }) => detail.code)).toEqual(["network"]);
    await page.unroute("**/checkout/open");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("radio").first().waitFor();
  });

  test("the hosted page says of a link that has lost its token that it is not valid, and offers no other try", async () => {
    const { page } = await stage.visit(`${stage.bff().origin}/pay`);
    await page.getByText("This payment link is not valid.").first().waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  });

  test("a BFF that is not there is still told as a connection that fails", async () => {
    const scenario = stage.bff().addScenario();
    const { page, heard } = await openTag(
      `<pay-checkout bff="http://127.0.0.1:9" client-token="${scenario.token}"></pay-checkout>`,
    );
    await page.getByText("The payment service cannot be reached.").first().waitFor();
    expect((await heard()).map(({ detail }) => detail.code)).toEqual(["network"]);
  });

  test("a tag without a token is told once it is sure that none comes, and one that comes late is used", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const { page, heard, told } = await openTag(
      `<pay-checkout bff="${origin}"></pay-checkout><pay-checkout id="late" bff="${origin}"></pay-checkout>`,
    );
    await page.locator("#late .bone").first().waitFor();
    await page.locator("#late").evaluate((element, token) => {
      Object.assign(element, { clientToken: token });
    }, scenario.token);
    await page.locator("#late").getByRole("radio").first().waitFor();
    await page.getByText("This page cannot take payments. Please tell the shop.").first().waitFor();
    const errors = (await heard()).filter(({ name }) => name === "pay-error");
    expect(errors.map(({ detail }) => detail.code)).toEqual(["no_token"]);
    expect(told.join()).toContain("no client-token");
  });
});
