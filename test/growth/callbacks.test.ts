import { describe, expect, test } from "vitest";
import type { RawCallback } from "../../bff/providers/contract.ts";
import { objectToAll, type Work } from "./support/growth.ts";
import { leavesOf, withLeaf } from "./support/leaves.ts";
import { longestFieldOf, openSpoken, spokenProviders } from "./support/providers.ts";
import { bodies, numberPumps, type Pump, textPumps, worstPumps } from "./support/pumped.ts";
import type { CallbackTemplate } from "./support/spoken.ts";

/** What a callback may have at most. */
const limitBytes = 65_536;

function rawOf(text: string): RawCallback {
  return {
    body: Buffer.from(text),
    headers: { "content-type": text.slice(0, 1_000).toWellFormed() },
    query: text,
  };
}

describe.each(spokenProviders)("a callback of $name", (spoken) => {
  const { adapter } = openSpoken(spoken);
  const readers = {
    payment: adapter.readCallback,
    payout: adapter.payouts?.readCallback ?? adapter.readCallback,
  };

  test.each(spoken.callbacks)("for a $side is taken as the template has it", ({ side, template, write }) => {
    expect(readers[side](rawOf(write(JSON.stringify(template)))).kind).toBe("facts");
  });

  test("is read in time that grows with its length, whatever it is", async () => {
    const sides = [...new Set(Object.values(readers))];
    const works = bodies.map(
      ({ name, make }): Work<RawCallback> => ({
        name,
        prepare: (size) => rawOf(make(size)),
        run: (raw) => sides.map((read) => read(raw)),
      }),
    );
    expect(await objectToAll(works, limitBytes)).toEqual([]);
  });

  test("is read in time that grows with its length, whatever one of its fields holds", async () => {
    const works = spoken.callbacks.flatMap((callback) => leafWorks(callback));
    expect(await objectToAll(works, longestFieldOf(spoken))).toEqual([]);
  });

  function leafWorks({ side, template, write }: CallbackTemplate): Work<RawCallback>[] {
    const pumped = ({ name, make }: Pump, how: "string" | "bare") =>
      leavesOf(template).map(
        (path): Work<RawCallback> => ({
          name: `${name} in ${path.join(".")}`,
          prepare: (size) => rawOf(write(withLeaf(template, path, make(size), how))),
          run: (raw) => readers[side](raw),
        }),
      );
    return [
      ...(spoken.isSlow ? worstPumps : textPumps).flatMap((pump) => pumped(pump, "string")),
      ...numberPumps.flatMap((pump) => pumped(pump, "bare")),
    ];
  }
});
