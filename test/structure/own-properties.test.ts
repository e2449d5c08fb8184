import { expect, test } from "vitest";
import { listFiles, readText } from "./repository.ts";

/** `const names: Readonly<Record<string, …>>`: any text may be looked up in it. */
const table = /\b(?:const|let) (\w+): (?:Readonly<)?Record<string, /g;

/** The tables of a file in which a text is looked up that may be `constructor`. */
function unsafeLookups(text: string): string[] {
  const names = [...text.matchAll(table)].map(([, name = ""]) => name);
  return names.filter((name) => {
    const isRead = new RegExp(`(?<![.\\w])${name}\\[(?!["'\`\\d])[^\\]]*\\](?! =[^=])`).test(text);
    return isRead && !text.includes(`Object.hasOwn(${name}, `);
  });
}

test("a text is looked up in a Map, or among an object's own properties", () => {
  const files = listFiles().filter((file) => /^(?:bff|widget|demo)\/.*\.ts$/.test(file));
  const found = files.flatMap((file) => unsafeLookups(readText(file)).map((name) => `${file}: ${name}`));
  expect(files.length).toBeGreaterThan(300);
  expect(found).toEqual([]);
});

test("a look-up that finds what every object has is noticed", () => {
  const declared = 'const names: Readonly<Record<string, string>> = { a: "b" };\n';
  expect(unsafeLookups(`${declared}const text = names[locale];`)).toEqual(["names"]);
  expect(unsafeLookups(`${declared}const text = names["a"];`)).toEqual([]);
  expect(unsafeLookups(`${declared}const text = Object.hasOwn(names, tag) ? names[tag] : null;`)).toEqual([]);
});
