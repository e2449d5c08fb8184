/** The order of test files: those that take long begin first, so that no worker is left alone with one at the end. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Measured; the last first. Within each, and within the rest, Vitest's own order. */
const long = ["browser/widget/10-accessibility", "browser/e2e/", "simulation/"];

const rankOf = ({ moduleId }: TestSpecification): number =>
  long.findIndex((name) => moduleId.includes(`/test/${name}`));

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(b) - rankOf(a));
  }
}
