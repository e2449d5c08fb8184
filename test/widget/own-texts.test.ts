import { describe, expect, test } from "vitest";
import { readOwnTexts, withOwnTexts } from "../../widget/i18n/own-texts.ts";
import { textKinds } from "../../widget/i18n/text-kinds.ts";
import { messages } from "../../widget/locales/en.ts";
import { guide } from "../../widget/locales/guides/en.ts";

const all = { ...messages, ...guide };

function write(own: object, tag: string): typeof all {
  return withOwnTexts(all, readOwnTexts(own), tag);
}

describe("texts of the page's own", () => {
  test("may have the name of every text of the widget, and no name is twice", () => {
    expect(Object.keys(textKinds).sort()).toEqual([...Object.keys(messages), ...Object.keys(guide)].sort());
    expect(readOwnTexts(all).wrong).toEqual([]);
  });

  test("take the place of texts of the same name, and of no other", () => {
    const own = { cancel: "Stop", methods: { store: "Shop" }, steps: { store: ["Go."] } };
    const written = write(own, "en");
    expect(written).toEqual({
      ...all,
      cancel: "Stop",
      methods: { ...all.methods, store: "Shop" },
      steps: { ...all.steps, store: ["Go."] },
    });
    expect(all.cancel).toBe("Cancel");
  });

  test("count for the nearest language: Argentina, then Latin America, then Spanish, then all", () => {
    const own = { cancel: "all", es: { cancel: "es" }, "es-419": { cancel: "419" }, es_ar: { cancel: "AR" } };
    const found = ["de", "es-ES", "es-MX", "es-AR"].map((tag) => write(own, tag).cancel);
    expect(found).toEqual(["all", "es", "419", "AR"]);
  });

  test("are wrong by their full names where no such text is known, or it has another kind", () => {
    const own = JSON.parse(
      '{"__proto__": {"cancel": "x"}, "hasOwnProperty": "x", "buttons": {}, "cancel": ["x"], "methods": {"cash": "x"}, "es": "x", "pt": {"steps": {"store": [1]}}}',
    );
    const { wrong } = readOwnTexts(own);
    expect([...wrong].sort()).toEqual(
      ["__proto__", "hasOwnProperty", "buttons", "cancel", "methods.cash", "es", "pt.steps.store"].sort(),
    );
    expect(write(own, "pt")).toEqual(all);
  });

  test("that are no object, or throw when they are read, are wrong as a whole", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.es = cyclic;
    const throwing = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("hostile");
        },
      },
    );
    for (const odd of [null, 1, "es", [], () => "", throwing])
      expect(readOwnTexts(odd).wrong).toEqual(["messages"]);
    expect(readOwnTexts(cyclic).wrong).toEqual(["es.es"]);
  });
});
