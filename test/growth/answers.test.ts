import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { objectToAll, type Work } from "./support/growth.ts";
import { leavesOf, withLeaf } from "./support/leaves.ts";
import { longestFieldOf, makeCall, openSpoken, spokenProviders } from "./support/providers.ts";
import { longBodies, numberPumps, type Pump, textPumps, worstPumps } from "./support/pumped.ts";
import type { AnswerTemplate } from "./support/spoken.ts";

const mebibyte = 1024 * 1024;
const lexemeJson = new URL("../../bff/providers/parsing/lexeme-json.ts", import.meta.url).href;

describe.each(spokenProviders)("an answer of $name", (spoken) => {
  const { adapter, answer } = openSpoken(spoken);

  async function read(call: AnswerTemplate["call"], body: Uint8Array) {
    answer(body);
    return await makeCall(adapter, spoken, call);
  }

  test.each(spoken.answers)("to $call is $kind as the template has it", async ({ call, template, kind }) => {
    const body = Buffer.from(spoken.writeAnswer(JSON.stringify(template)));
    expect(await read(call, body)).toMatchObject({ kind });
  });

  test("is read in time that grows with its length, whatever one of its fields holds", async () => {
    const works = spoken.answers.flatMap((template) => leafWorks(template));
    expect(await objectToAll(works, longestFieldOf(spoken))).toEqual([]);
  });

  function leafWorks({ call, template }: AnswerTemplate): Work<Uint8Array>[] {
    const pumped = ({ name, make }: Pump, how: "string" | "bare") =>
      leavesOf(template).map(
        (path): Work<Uint8Array> => ({
          name: `${name} in ${path.join(".")} to ${call}`,
          prepare: (size) => Buffer.from(spoken.writeAnswer(withLeaf(template, path, make(size), how))),
          run: (body) => read(call, body),
        }),
      );
    return [
      ...(spoken.isSlow ? worstPumps : textPumps).flatMap((pump) => pumped(pump, "string")),
      ...numberPumps.flatMap((pump) => pumped(pump, "bare")),
    ];
  }
});

test("an answer is read in time that grows with its length, up to a good part of what one may have", async () => {
  const [spoken] = spokenProviders;
  if (spoken === undefined) throw new Error("there is no provider");
  // All of them read an answer's JSON alike.
  const { adapter, answer } = openSpoken(spoken);
  const works = longBodies.map(
    ({ name, make }): Work<Uint8Array> => ({
      name,
      prepare: (size) => Buffer.from(make(size)),
      run: async (body) => {
        answer(body);
        return await makeCall(adapter, spoken, "query");
      },
    }),
  );
  expect(await objectToAll(works, mebibyte / 4)).toEqual([]);
});

test("a text of 4 MiB in an answer is read within 40 MiB of memory", async () => {
  const read = `
    import { parseJsonText } from ${JSON.stringify(lexemeJson)};
    process.stdout.write(String(parseJsonText(JSON.stringify({ data: "a".repeat(4 * 1024 * 1024) })).ok));`;
  const limits = ["--max-old-space-size=40", "--input-type=module", "--eval", read];
  expect((await promisify(execFile)(process.execPath, limits)).stdout).toBe("true");
});
