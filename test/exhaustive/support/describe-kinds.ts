/** Searches all orders for each way in which providers tell, as one test each. */
import { afterAll, describe, expect, test } from "vitest";
import { openGaps } from "../known-gaps.ts";
import { explore } from "../world/explore.ts";
import { sayFinding } from "../world/findings.ts";
import type { Machine } from "../world/machine.ts";
import { everyKind, type Kind, kindName } from "../world/words.ts";

/** `npm run test:exhaustive` says how many facts; by itself this is the short run. */
const wanted = Number(process.env.EXHAUSTIVE_FACTS ?? 0);
const longest = wanted === 0 ? 3 : wanted;
/** The shortest are found first, and they are enough to begin with. */
const shown = 25;

export function describeKinds<World>(
  subject: Kind["subject"],
  machineOf: (kind: Kind) => Machine<World>,
): void {
  describe(`a ${subject}, told up to ${longest} facts in every order`, () => {
    const counts: string[] = [];

    test.each(everyKind(subject).map((kind) => [kindName(kind), kind] as const))(
      "rules 5, 6, 13, 14, 16, 17, 18, 20 and 21: ends as the rules say with %s",
      (name, kind) => {
        const { found, lists, orders, states, decisions } = explore(kind, machineOf(kind), longest);
        counts.push(
          `${name}: ${lists} lists of facts, ${orders} orders, ${states} states, ${decisions} decisions`,
        );
        const open = openGaps(kind, longest);
        const broken = found.filter(({ rule }) => !open.includes(rule));
        expect(broken.slice(0, shown).map(sayFinding), `${broken.length} sorts of mistakes`).toEqual([]);
        const mended = open.filter((rule) => !found.some((one) => one.rule === rule));
        expect(mended, "hold now: strike them from known-gaps.ts").toEqual([]);
      },
    );

    afterAll(() => console.log(counts.join("\n")));
  });
}
