/** A race that was once mended is put back in, and the search must find it. */
import { expect, test } from "vitest";
import { explore } from "./world/explore.ts";
import { sayFinding } from "./world/findings.ts";
import { payoutMachine } from "./world/payout-machine.ts";
import type { Kind } from "./world/words.ts";

test.each(["amount", "ordered", "untold"] as const)(
  "rule 14: the search finds it when an answer counts that is older than a callback (queries: %s)",
  (queries) => {
    const kind: Kind = { subject: "payout", callbacks: "weak", queries };
    const { found } = explore(kind, payoutMachine(kind, { isForgetful: true }), 3);
    expect(found.map(sayFinding)).toEqual([
      expect.stringMatching(
        /^rule 14: .*query reversed \(begins\), callback paid 50, \(is answered\): failed while/,
      ),
    ]);
  },
);
