import { describe, expect, test } from "vitest";
import { hasIntegrity } from "./fetch.ts";
import { browsers, pickBrowsers } from "./list.ts";
import { type BrowserResult, findFaults, renderTable, writeBetween } from "./table.ts";

const tried: BrowserResult = {
  kind: "tried",
  title: "Chromium 83",
  version: "HeadlessChrome/83.0.4103.0",
  cells: new Map([
    ["list", null],
    ["copy", "no word | that\nit is copied"],
  ]),
};
const missing: BrowserResult = { kind: "missing", title: "Firefox ESR", why: "only root can install it" };

describe("the table of browsers", () => {
  test("has a cell for each flow, and says below it what went wrong", () => {
    expect(renderTable(["list", "copy"], [tried, missing]).split("\n")).toEqual([
      "| browser | list | copy |",
      "| --- | --- | --- |",
      "| Chromium 83.0.4103 | yes | no (1) |",
      "| Firefox ESR | not tried: only root can install it |  |",
      "",
      "1. Chromium 83.0.4103, copy: no word / that it is copied",
    ]);
  });

  test("leaves a cell empty for a flow that was not run, and never says yes for it", () => {
    const [, , row] = renderTable(["list", "QR"], [tried]).split("\n");
    expect(row).toBe("| Chromium 83.0.4103 | yes |  |");
  });

  test("names what is wrong, and a browser that was not tried unless that is allowed", () => {
    const wrong = "Chromium 83.0.4103, copy: no word | that\nit is copied";
    expect(findFaults([tried, missing], { isMissingAllowed: true })).toEqual([wrong]);
    expect(findFaults([tried, missing], { isMissingAllowed: false })).toEqual([
      wrong,
      "Firefox ESR: not tried: only root can install it",
    ]);
  });

  test("goes between its marks, and nowhere without them", () => {
    const document = "a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n";
    expect(writeBetween(document, "x", "new")).toBe("a\n<!-- x: begin -->\nnew\n<!-- x: end -->\nb\n");
    expect(() => writeBetween("a\nb\n", "x", "new")).toThrow(/no marks "x"/);
  });
});

describe("the list of browsers", () => {
  test("has the floor, what is below it, and each id once", () => {
    const ids = browsers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("chromium-83");
    expect(browsers.filter(({ isBelowFloor }) => isBelowFloor).map(({ id }) => id)).toEqual([
      "chromium-64",
      "chromium-78",
    ]);
  });

  test("is picked from by id, and refuses an id that none has", () => {
    expect(pickBrowsers(["webkit"]).map(({ title }) => title)).toEqual(["WebKitGTK"]);
    expect(pickBrowsers([])).toBe(browsers);
    expect(() => pickBrowsers(["netscape"])).toThrow(/"netscape".*chromium-83/);
  });

  test("pins each package by a hash, and another package does not pass", () => {
    const hash =
      "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==";
    expect(hasIntegrity(Buffer.from(""), hash)).toBe(true);
    expect(hasIntegrity(Buffer.from("x"), hash)).toBe(false);
    for (const { source } of browsers) {
      if (source.kind === "npm") expect(source.integrity).toMatch(/^sha512-[\w+/]{86}==$/);
    }
  });
});
