import { expect, test } from "vitest";
import { languages } from "../../../widget/console/i18n/languages.ts";

/** Every text by the names on its way, such as `signIn.title`. */
function flatten(texts: object, path = ""): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) => {
    const here = path === "" ? name : `${path}.${name}`;
    if (typeof value === "string") return [[here, value] as const];
    return typeof value === "object" && value !== null ? flatten(value, here) : [];
  });
}

function placeholdersOf(text: string): string {
  return [...new Set(text.match(/\{\w+\}/g))].sort().join(" ");
}

const english = new Map(flatten(await languages.en.load()));
const others = Object.entries(languages).filter(([tag]) => tag !== "en");

test("there are the six languages of the countries whose payments this takes", () => {
  expect(Object.keys(languages).sort()).toEqual(["en", "es", "hi", "id", "pt", "zh"]);
});

test.each(others)(
  "%s has each text, with the placeholders that English has in it",
  async (_tag, { load }) => {
    const texts = flatten(await load());
    const wrong = texts.filter(
      ([name, text]) =>
        text.trim() === "" || placeholdersOf(text) !== placeholdersOf(english.get(name) ?? "?"),
    );
    expect(wrong).toEqual([]);
    expect(texts.map(([name]) => name).sort()).toEqual([...english.keys()].sort());
  },
);

test.each(others)("%s leaves no sentence in English", async (_tag, { load }) => {
  const same = flatten(await load()).filter(
    ([name, text]) => text === english.get(name) && text.split(" ").length > 2,
  );
  expect(same).toEqual([]);
});
