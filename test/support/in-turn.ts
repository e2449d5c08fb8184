/** The order of the files of tests, so that the cores are never idle. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Takes one of each list in turn, until all are empty. */
export function takeInTurn<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}

/**
 * First the files that have a process of their own, of each project in turn: processes that are killed wait while a
 * simulation computes. Then the others, project by project, because they share processes: most of them are short, so all
 * workers end at about the same time.
 */
export class InTurn extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isolated = sorted.filter(({ project }) => project.config.isolate);
    const sharing = sorted.filter(({ project }) => !project.config.isolate);
    return [...takeInTurn([...Map.groupBy(isolated, ({ project }) => project.name).values()]), ...sharing];
  }
}
