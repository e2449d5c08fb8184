/** What an engine aims at: one operation, one kind of bytes, one recorded request. Each is a property of its own. */
import type { Parameters, RunDetails } from "fast-check";

export const engineNames = ["schema", "raw", "mutation"] as const;
export type EngineName = (typeof engineNames)[number];

/**
 * Runs one generated request.
 * @param made what was generated, to be shown when it fails
 * @param run returns why the answer is wrong; null when it is right
 */
export type Verify = (made: unknown, run: () => Promise<string | null>) => Promise<void>;

export interface Aim {
  readonly engine: EngineName;
  readonly name: string;
  /** How often it is tried, beside the others of its engine. */
  readonly weight: number;
  check(verify: Verify, parameters: Parameters<unknown[]>): Promise<RunDetails<unknown[]>>;
}
