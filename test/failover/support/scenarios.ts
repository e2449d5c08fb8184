/** What befalls the primary, and how it is brought back. */

import type { DatabaseMachine } from "./cluster.ts";
import { switchOver } from "./cluster.ts";

export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** @param other the standby. */
  strike(primary: DatabaseMachine, other: DatabaseMachine): Promise<void>;
  /** Brings the old primary back, once the other has taken over. */
  mend(old: DatabaseMachine): void;
}

/** A write on the old primary that only a split brain would keep: no standby has confirmed it. */
function writeAlone(machine: DatabaseMachine): void {
  machine.psql("set synchronous_commit = local; insert into split_brain values (1)");
}

export const scenarios: readonly Scenario[] = [
  {
    name: "power",
    title: "the primary's machine loses its power (SIGKILL of all its processes)",
    strike: (primary) => primary.kill(),
    mend: (old) => old.start(),
  },
  {
    name: "network",
    title: "the primary's machine loses its network, and is alone with one more write",
    async strike(primary) {
      primary.pull(["front", "back"]);
      writeAlone(primary);
    },
    mend: (old) => old.plugIn(),
  },
  {
    name: "half-network",
    title: "the primary's machine loses the other machines, and the BFFs still reach it",
    async strike(primary) {
      primary.pull(["back"]);
      writeAlone(primary);
    },
    mend: (old) => old.plugIn(),
  },
  {
    name: "frozen",
    title: "the primary's machine stands still (SIGSTOP), and later goes on as if nothing had been",
    strike: async (primary) => primary.freeze(true),
    mend: (old) => old.freeze(false),
  },
  {
    name: "planned",
    title: "an operator changes the primary (patronictl switchover)",
    strike: switchOver,
    mend: () => undefined,
  },
];
