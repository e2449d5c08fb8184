import { expect, test } from "vitest";
import { adaptPage, linkedFiles } from "../../scripts/docs-pages.ts";

test("a page's links lead to the same places on the site", () => {
  const adapt = (text: string) => adaptPage({ text });
  expect(adapt("[Use it](../README.md#use-it)")).toBe("[Use it](../index.md#use-it)");
  expect(adapt("[a unit](deploy/pay.service), [one](#one)")).toBe(
    '[a unit](deploy/pay.service){target="_self"}, [one](#one)',
  );
  expect(adapt("[out](https://example.com/README.md)")).toBe("[out](https://example.com/README.md)");
  expect(adapt('<img src="docs/images/a.png">')).toBe('<img src="./docs/images/a.png">');
  expect(adapt("```md\n[Use it](../README.md)\n```")).toBe("```md\n[Use it](../README.md)\n```");
});

test("the files that pages link to go along, and nothing else", () => {
  const pages = [
    { file: "docs/a.md", text: "[unit](deploy/pay.service) [b](b.md) [gone](none.txt) ![p](images/p.png)" },
  ];
  const files = ["docs/deploy/pay.service", "docs/images/p.png", "docs/b.md", "docs/secret.txt"];
  expect(linkedFiles(pages, files)).toEqual(["docs/deploy/pay.service", "docs/images/p.png"]);
});
