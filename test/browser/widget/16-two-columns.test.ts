import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { setStage, tag } from "./support/stage.ts";

const stage = setStage();

const items = [{ name: "Coffee beans", quantity: 2, amount: { value: "10000.00", currency: "MXN" } }];
const terms = "https://shop.example.com/terms";
const merchant = { name: "Cantina del Sol", logo: null, support: null, terms };

const addShop = () => stage.bff().addScenario({ items, merchant });

/** Whether the shop and its order stand beside the ways to pay, and how wide the card is. */
async function lookAt(page: Page): Promise<{ readonly columns: 1 | 2; readonly widthPx: number }> {
  await page.getByRole("radio").first().waitFor();
  await page.getByRole("link", { name: "Terms" }).waitFor();
  return page.locator("pay-checkout").evaluate(({ shadowRoot }) => {
    const boxOf = (selector: string) =>
      shadowRoot?.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    const [head, body] = [boxOf(".head"), boxOf(".body")];
    const isBeside = head.right <= body.left + 1 && Math.abs(head.top - body.top) < 2;
    return { columns: isBeside ? 2 : 1, widthPx: Math.round(boxOf(".card").width) };
  });
}

async function openIn(html: string, width = 1280): Promise<Page> {
  const body = html.replace("*", tag(stage.bff().origin, addShop().token));
  const { page } = await stage.visit(stage.shop().addPage({ body }), { viewport: { width, height: 800 } });
  return page;
}

const wide = "<style>pay-checkout { --pay-width: 960px }</style>";

describe("widget: two columns", () => {
  test("are not drawn in the 480 px that the element asks for by itself", async () => {
    expect(await lookAt(await openIn("*"))).toEqual({ columns: 1, widthPx: 480 });
  });

  test.each([
    ["a block", `${wide}*`],
    ["a flex row", `${wide}<div style="display:flex;justify-content:center">*</div>`],
    ["a centred grid", `${wide}<div style="display:grid;place-items:center">*</div>`],
    ["a dialog", `${wide}<dialog open style="box-sizing:border-box;width:1000px;max-width:none">*</dialog>`],
  ])("are drawn in %s, where the page allows more", async (_parent, html) => {
    const { columns, widthPx } = await lookAt(await openIn(html));
    expect(columns).toBe(2);
    expect(widthPx).toBeGreaterThan(900);
  });

  test("go by the room of the element, not of the page", async () => {
    const page = await openIn(`${wide}<div style="width:600px">*</div>`);
    expect((await lookAt(page)).columns).toBe(1);
  });

  test("need more room where the text is larger", async () => {
    const page = await openIn(`${wide}<style>pay-checkout { --pay-text-size: 32px }</style>*`);
    expect((await lookAt(page)).columns).toBe(1);
  });

  test("have the order open, with no button to fold it", async () => {
    const page = await openIn(`${wide}*`);
    await lookAt(page);
    expect(await page.getByText("Coffee beans", { exact: true }).isVisible()).toBe(true);
    expect(await page.getByRole("button", { name: /Your order/ }).count()).toBe(0);
  });

  test.each([
    [1280, 2, 960],
    [700, 1, 480],
    [390, 1, 359],
  ])("are what the hosted page has at %i px: %i", async (width, columns, widthPx) => {
    const { page } = await stage.visit(`${stage.bff().origin}/pay#${addShop().token}`, {
      viewport: { width, height: 800 },
    });
    expect(await lookAt(page)).toEqual({ columns, widthPx });
  });

  test("are not there for an error that knows no shop", async () => {
    const { page } = await stage.visit(`${stage.bff().origin}/pay#ct_nothing`, {
      viewport: { width: 1280, height: 800 },
    });
    await page.getByRole("heading", { name: "Something went wrong" }).waitFor();
    const [card, body] = await page
      .locator("pay-checkout")
      .evaluate(({ shadowRoot }) =>
        [".card", ".body"].map(
          (selector) => shadowRoot?.querySelector(selector)?.getBoundingClientRect().width ?? 0,
        ),
      );
    expect(body).toBe(card);
  });
});
