/** What a batch of writes is put together from. */
import type fc from "fast-check";
import type { Write } from "../../../bff/storage/engine/statements.ts";
import type { JobLease } from "../../../bff/storage/jobs/jobs.ts";
import type { World } from "./operation.ts";

/** A part of a batch. */
export interface Part {
  /** @param born gets the leases of the jobs that are born leased. */
  writes(world: World, born: JobLease[]): readonly Write[];
  toString(): string;
}

export function part<T>(
  name: string,
  input: fc.Arbitrary<T>,
  writes: (input: T, world: World, born: JobLease[]) => readonly Write[],
): fc.Arbitrary<Part> {
  return input.map((value) => ({
    writes: (world, born) => writes(value, world, born),
    toString: () => `${name}(${JSON.stringify(value)})`,
  }));
}
