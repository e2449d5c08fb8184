import { expect, test } from "vitest";
import { createFormat } from "../../../widget/console/i18n/format.ts";
import { languages } from "../../../widget/console/i18n/languages.ts";
import { auditedWords } from "../../../widget/console/story/audited.ts";

test.each(Object.values(languages))(
  "the audit says in $name how a doubt about a reversal ended",
  async ({ load, numbers }) => {
    const texts = await load();
    const about = { texts, format: createFormat(numbers) };
    const words = ["in_doubt", "confirmed", "denied"].map((value) =>
      auditedWords({ action: "payment.resolve", name: "reversal", value }, about),
    );
    expect(new Set(words).size).toBe(3);
    for (const word of words) expect(word).not.toMatch(/_|^(confirmed|denied)$/);
    expect(texts.told.field.reversal).not.toBe("");
  },
);
