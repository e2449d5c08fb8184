/** What can be seen to be wrong with a page of the console. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** The faults that axe finds, each with the first element that has it. */
export async function findAccessibilityFaults(page: Page): Promise<readonly string[]> {
  // Given by the browser, so that the page's policy does not forbid it.
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await run.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""} ${nodes[0]?.failureSummary ?? ""}`,
    );
  });
}
