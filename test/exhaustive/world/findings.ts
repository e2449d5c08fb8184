/** The shortest counterexample of each sort of mistake. Lists grow while they are searched, so the first is the shortest. */
import type { Problem } from "./machine.ts";

export interface Finding extends Problem {
  /** How many facts the list has. */
  readonly size: number;
  /** One order of facts that breaks the rule, or two that end differently. */
  readonly orders: readonly (readonly string[])[];
}

export class Findings {
  readonly #found = new Map<string, Finding>();

  isNew({ rule, sort }: Pick<Problem, "rule" | "sort">): boolean {
    return !this.#found.has(`${rule}|${sort}`);
  }

  add(finding: Finding): void {
    this.#found.set(`${finding.rule}|${finding.sort}`, finding);
  }

  all(): readonly Finding[] {
    return [...this.#found.values()];
  }
}

export const sayFinding = ({ rule, what, orders }: Finding) =>
  `rule ${rule}: ${orders.map((order) => (order.length === 0 ? "(nothing)" : order.join(", "))).join("  ><  ")}: ${what}`;
