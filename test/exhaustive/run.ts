import { writeFileSync } from "node:fs";
import { explore } from "./world/explore.ts";
import { sayFinding } from "./world/findings.ts";
import { paymentMachine } from "./world/payment-machine.ts";
import { payoutMachine } from "./world/payout-machine.ts";
import { type Kind, kindName } from "./world/words.ts";

const longest = Number(process.argv[2] ?? 3);
const out = process.argv[3];
const all: unknown[] = [];
for (const subject of ["payment", "payout"] as const)
  for (const callbacks of ["strong", "weak"] as const)
    for (const queries of ["amount", "ordered", "untold", "none"] as const) {
      const kind: Kind = { subject, callbacks, queries };
      const t = performance.now();
      const e =
        subject === "payment"
          ? explore(kind, paymentMachine(kind), longest)
          : explore(kind, payoutMachine(kind), longest);
      console.log(
        `## ${kindName(kind)}: ${e.lists} lists, ${e.orders} orders, ${e.states} states, ${e.decisions} decisions, ${e.found.length} found, ${((performance.now() - t) / 1000).toFixed(1)} s`,
      );
      all.push({ kind, found: e.found });
      if (!out)
        for (const f of [...e.found].sort((a, b) => (a.rule < b.rule ? -1 : 1))) console.log(sayFinding(f));
    }
if (out) writeFileSync(out, JSON.stringify(all));
