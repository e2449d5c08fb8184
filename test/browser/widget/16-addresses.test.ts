import { describe, expect, test } from "vitest";
import { setStage } from "./support/stage.ts";

const stage = setStage();

describe("the address of the BFF", () => {
  const base = () => `${stage.bff().origin}/behind/proxy`;

  test("keeps the path that stands before the script's", async () => {
    const scenario = stage.bff().addScenario();
    const body = `<script type="module" src="${base()}/widget/v1/pay-checkout.js"></script>
      <pay-checkout client-token="${scenario.token}"></pay-checkout>`;
    const { page } = await stage.visit("about:blank");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(stage.shop().addPage({ body }));
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    const toBff = asked.filter((url) => url.startsWith(stage.bff().origin));
    expect(toBff.length).toBeGreaterThan(1);
    expect(toBff.filter((url) => !url.startsWith(`${base()}/`))).toEqual([]);
  });

  test("keeps it on the hosted page, whose scripts stand in it", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.visit("about:blank");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${base()}/pay#${scenario.token}`);
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    expect(asked.filter((url) => url.endsWith("/checkout/open"))).toEqual([`${base()}/checkout/open`]);
    expect(asked.filter((url) => !url.startsWith(`${base()}/`) && !url.endsWith("/favicon.ico"))).toEqual([]);
  });

  test("may stand between blanks, as a template writes it", async () => {
    const scenario = stage.bff().addScenario();
    const body = `<script type="module" src="${stage.bff().origin}/widget/v1/pay-checkout.js"></script>
      <pay-checkout bff=" ${stage.bff().origin}/ " client-token="${scenario.token}"></pay-checkout>`;
    const { page } = await stage.visit(stage.shop().addPage({ body }));
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
  });

  for (const bff of [
    "/",
    "//pay.example.com",
    "undefined",
    "pay.example.com",
    "localhost:8787",
    "http://127.0.0.1:9?shop=1",
  ]) {
    test(`"${bff}" is told as a mistake, to the customer and to the developer`, async () => {
      const body = `<script type="module" src="${stage.bff().origin}/widget/v1/pay-checkout.js"></script>
        <pay-checkout bff="${bff}" client-token="ct_1"></pay-checkout>`;
      const { page, heard } = await stage.visit("about:blank");
      const uncaught: string[] = [];
      page.on("pageerror", (error) => uncaught.push(error.message));
      await page.goto(stage.shop().addPage({ body }));
      await page.getByText("This page cannot take payments. Please tell the shop.").first().waitFor();
      const [error, ...others] = await heard();
      expect(error).toMatchObject({ name: "pay-error", detail: { code: "bad_bff" } });
      expect(error?.detail.message).toContain(`bff="${bff}"`);
      expect(others).toEqual([]);
      expect(uncaught).toEqual([]);
    });
  }
});
