import { describe, expect, test } from "vitest";
import { LanguageChoice } from "../../widget/controllers/language.ts";
import type { Fetching } from "../../widget/net/fetching.ts";

/** Records what is to be fetched, and fetches it when the test says so. */
function makeFetching() {
  const started: string[] = [];
  const failed = new Set<string>();
  const fetches = new Map<string, () => Promise<void>>();
  const fetching: Fetching = {
    start: (name, fetchIt) => {
      started.push(name);
      fetches.set(name, fetchIt);
    },
    failures: (name) => (failed.has(name) ? 1 : 0),
    again: () => undefined,
    close: () => failed.clear(),
  };
  return { fetching, started, failed, arrive: (name: string) => fetches.get(name)?.() };
}

describe("the choice of the language", () => {
  test("needs no fetch for English, of whatever country", () => {
    const { fetching, started } = makeFetching();
    const choice = new LanguageChoice(fetching);
    choice.choose([null, "en-GB", "es"]);
    expect([started, choice.isPending, choice.current.tag]).toEqual([[], false, "en-GB"]);
  });

  test("keeps the language on screen until the new one is there", async () => {
    const { fetching, arrive } = makeFetching();
    const choice = new LanguageChoice(fetching);
    choice.choose(["es-MX"]);
    expect(choice.isPending).toBe(true);
    await arrive("language es-MX");
    expect(choice.current.source).toBe("es-MX");
    choice.choose(["ur-PK"]);
    expect([choice.isPending, choice.current.source]).toEqual([true, "es-MX"]);
    await arrive("language ur");
    expect(choice.current).toMatchObject({ tag: "ur-PK", source: "ur", direction: "rtl" });
  });

  test("is English where the wanted one cannot be fetched, and the wanted one when it comes after all", async () => {
    const { fetching, failed, arrive } = makeFetching();
    const choice = new LanguageChoice(fetching);
    choice.choose(["es-MX"]);
    failed.add("language es-MX");
    expect([choice.isPending, choice.current.source]).toEqual([false, "en"]);
    await arrive("language es-MX");
    expect(choice.current.source).toBe("es-MX");
  });

  test("fetches again after the element was taken out of the page, and no more once it is there", async () => {
    const { fetching, started, failed, arrive } = makeFetching();
    const choice = new LanguageChoice(fetching);
    choice.choose(["es-MX"]);
    failed.add("language es-MX");
    fetching.close();
    choice.choose(["es-MX"]);
    expect(started).toEqual(["language es-MX", "language es-MX"]);
    await arrive("language es-MX");
    choice.choose(["es-MX"]);
    expect(started).toHaveLength(2);
  });
});
