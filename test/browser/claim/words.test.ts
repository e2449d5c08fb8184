import { expect, test } from "vitest";
import { guide } from "../../../widget/locales/guides/en.ts";
import { guide as spanish } from "../../../widget/locales/guides/es-419.ts";
import { setClaimStage } from "./support/claim-stage.ts";
import { makeClaim } from "./support/fixtures.ts";

const stage = setClaimStage(makeClaim());

test.each([
  ["en", guide],
  ["es-MX", spanish],
] as const)("in %s, a sandbox is called what the widget calls it", async (locale, { sandbox }) => {
  stage.read = makeClaim({ sandbox: true, locale });
  const page = await stage.open({ locale });
  await page.locator(".sandbox").waitFor();
  expect(await page.locator(".sandbox").innerText()).toBe(`Sandbox ${sandbox}`);
});

test.each(["payout_limit_exceeded", "account_not_configured", "claim_closed"])(
  "a refusal by %s sends the customer to the shop, and not to another try",
  async (code) => {
    const problem = { type: "urn:x", title: "No", status: 422, code, detail: "No.", requestId: "req_x" };
    stage.submit = { httpStatus: 422, problem };
    const page = await stage.open({ locale: "en" });
    await page.getByLabel("CLABE", { exact: true }).last().fill("032180000118359719");
    await page.getByLabel("Account holder’s name").fill("Ana Díaz");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Yes, send it" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("The money could not be sent").waitFor();
    await alert.getByText("Please ask Cantina del Sol.").waitFor();
    expect(await page.getByText("Please try again").count()).toBe(0);
  },
);
