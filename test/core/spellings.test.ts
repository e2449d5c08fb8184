import fc from "fast-check";
import { expect, test } from "vitest";
import { lowerAscii, spellingsOf } from "../../bff/core/spellings.ts";

test("a text of A to Z has one spelling, as the databases fold it", () => {
  expect(spellingsOf("Order-Found_1")).toEqual(["order-found_1"]);
});

test("up to three other letters are combined in both cases", () => {
  expect(spellingsOf("Año").toSorted()).toEqual(["año", "aÑo"].toSorted());
  expect(spellingsOf("ñandú-É")).toHaveLength(8);
});

test("more letters are looked for in the cases in which people write them", () => {
  expect(spellingsOf("ЗаКАЗ номер")).toEqual([
    "ЗаКАЗ номер",
    "заказ номер",
    "ЗАКАЗ НОМЕР",
    "Заказ номер",
    "Заказ Номер",
  ]);
});

test("a letter whose other case is two characters stays as it is", () => {
  expect(spellingsOf("Straße")).toEqual(["straße"]);
});

test("the number of spellings is bounded, and the text itself is among them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 64 }), (text) => {
      const spellings = spellingsOf(text);
      expect(spellings.length).toBeLessThanOrEqual(27);
      expect(spellings).toContain(lowerAscii(text));
    }),
  );
});
