import { describe, expect, test } from "vitest";
import { catalog } from "../../../widget/locales/catalog.ts";
import { makePayment } from "../../widget/support/fixtures.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
const expiresAt = "2030-11-28T08:00:00.000Z";

describe("widget 12: dates", () => {
  test("can be read in every language, also in those that the browser does not know", {
    timeout: 240_000,
  }, async () => {
    const payment = makePayment({
      expiresAt,
      nextAction: {
        type: "display_code",
        details: [],
        codeType: "store",
        code: "6841800930023213210",
        barcode: null,
        expiresAt,
      },
    });
    const scenario = stage.bff().addScenario({ status: "requires_action", payment });
    const { page } = await stage.open(scenario, {
      attributes: 'locale="en"',
      context: { timezoneId: "UTC" },
    });
    const wrong: string[] = [];
    for (const tag of Object.keys(catalog)) {
      await page
        .locator("pay-checkout")
        .evaluate((element, locale) => element.setAttribute("locale", locale), tag);
      await page.locator(`.frame[lang="${tag}"] [part=countdown]`).waitFor();
      const text = await page.locator("[part=countdown]").innerText();
      const isKnown = await page.evaluate(
        (locale) => Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0,
        tag,
      );
      const isNamed = !/M\d/.test(text);
      const isEnglish = !tag.startsWith("en") && /\bNov 28\b|\bdays?\b|\bhours?\b/.test(text);
      const isNumbers = text.includes("2030-11-28 08:00");
      if (!isNamed || isEnglish || (!isKnown && !isNumbers)) wrong.push(`${tag}: ${text}`);
    }
    expect(wrong).toEqual([]);
  });
});
