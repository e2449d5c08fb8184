import { describe, expect, test } from "vitest";
import { codeAction, store, upi } from "../../widget/support/fixtures.ts";
import { makeLastingPayment, pay, setStage, tag } from "./support/stage.ts";

const stage = setStage();

describe("widget 3: a strict policy with Trusted Types", () => {
  test("is kept from the list to paid, with every tool used on the way", async () => {
    const scenario = stage.bff().addScenario();
    const { page, checkout, violations } = await stage.open(scenario);
    await page.evaluate(() => {
      HTMLIFrameElement.prototype.focus = () => undefined;
    });
    await pay(page, "Cash at a store");
    await page.getByLabel("Full name").fill("Ana Díaz");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    await page.getByRole("button", { name: "Copy" }).click();
    for (const name of ["Save image", "Remind me"]) {
      const download = page.waitForEvent("download");
      await checkout.getByRole("button", { name }).click();
      await (await download).path();
    }
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    await page.getByRole("heading", { name: "Payment received" }).waitFor();
    expect(await violations()).toEqual([]);
  });

  test("is kept by the QR, the leaving and the error screens", async () => {
    const qr = makeLastingPayment({
      method: "upi",
      nextAction: { type: "display_qr", data: "upi://pay?pa=a@b", links: [], url: null },
    });
    const withQr = stage.bff().addScenario({ status: "requires_action", payment: qr, methods: [upi] });
    const first = await stage.open(withQr);
    await first.checkout.getByRole("img", { name: /QR code/ }).waitFor();
    expect(await first.violations()).toEqual([]);

    const leaving = { ...qr, nextAction: { type: "redirect", url: "https://cashier.example.com/" } as const };
    const second = await stage.open(stage.bff().addScenario({ status: "requires_action", payment: leaving }));
    await second.page.getByRole("link", { name: "Open the payment page" }).waitFor();
    expect(await second.violations()).toEqual([]);
  });

  test("is broken by inline script and style on the same page, so the test can fail", async () => {
    const { page, violations } = await stage.open(stage.bff().addScenario());
    await page.evaluate(() => {
      document.body.setAttribute("style", "color: red");
      try {
        document.body.innerHTML = "<b>x</b>";
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    });
    const found = (await violations()).join("\n");
    expect(found).toContain("style-src");
    expect(found).toContain("require-trusted-types-for");
  });

  test("no style attribute is in the widget on any screen it shows here", async () => {
    const scenario = stage.bff().addScenario();
    const { page, checkout } = await stage.open(scenario);
    await pay(page, "Bank transfer");
    await page.getByRole("img", { name: /Barcode/ }).waitFor();
    expect(await checkout.locator("[style], style").count()).toBe(0);
  });

  test("is not what keeps texts from being markup: without it, too, each is shown as it is written", async () => {
    const evil = (name: string) => `<img src=x onerror="document.title='${name}'"><script>1</script>`;
    const scenario = stage.bff().addScenario({
      merchantName: evil("merchant"),
      description: evil("description"),
      reference: evil("reference"),
      methods: [{ ...store, label: evil("label") }],
    });
    const code = { ...codeAction, code: evil("code"), barcode: null, expiresAt: "2030-01-01T00:00:00.000Z" };
    scenario.next = () => makeLastingPayment({ nextAction: code });
    const { page, checkout } = await stage.visit(
      stage.shop().addPage({ body: tag(stage.bff().origin, scenario.token) }),
    );
    await page.getByText(evil("label")).waitFor();
    await page.getByText(evil("merchant")).first().waitFor();
    await page.getByRole("radio").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel("Full name").fill(evil("name"));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    expect(await checkout.locator("script, img[onerror]").count()).toBe(0);
    expect(await page.title()).toBe("Shop");
  });
});
