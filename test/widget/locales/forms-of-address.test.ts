import { expect, test } from "vitest";
import { catalog } from "../../../widget/locales/catalog.ts";
import { claimCatalog } from "../../../widget/locales/claims/catalog.ts";

/** What a page says to a customer whom it calls by the other form of address. */
const formal = new Map([
  ["es", /\b(?:usted|puede cerrar|sus datos|compare|vuelva|permita|abra)\b/i],
  ["es-419", /\b(?:usted|puede cerrar|sus datos|compare|vuelva|permita|abra)\b/i],
  ["es-MX", /\b(?:usted|puede cerrar|sus datos|compare|vuelva|permita|abra)\b/i],
  ["ca", /\b(?:vostè|podeu|vostres|compareu|permeteu|obriu)\b/i],
  ["it", /\b(?:può chiudere|i suoi|confronti|ricarichi|consenta|apra)\b/i],
  ["nl", /\b(?:u|uw)\b/i],
  ["af", /\bu\b/i],
]);

test.each([...formal])(
  "in %s, the widget and the claim page call the customer by the same form",
  async (tag, other) => {
    const [messages, texts] = await Promise.all([catalog[tag]?.(), claimCatalog[tag]?.()]);
    expect(messages).toBeDefined();
    // The names of the texts are English.
    const said = JSON.stringify([texts, messages]).replace(/"\w+":/g, "");
    expect(said).not.toMatch(other);
  },
);
