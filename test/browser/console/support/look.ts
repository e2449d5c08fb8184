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

/** The texts of the page's content that reach beyond the cell, paragraph or panel in which they stand. */
export async function findOverflowingTexts(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const main = document.querySelector("main") ?? document.body;
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const wide: string[] = [];
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const holder = text.parentElement?.closest("td, dd, li, p, .panel, main");
      // What is for those who do not see the page, and ids that are cut on purpose, have no width of their own.
      const isCut = text.parentElement?.closest(".unseen, .list td:first-child code, thead") !== null;
      if (holder === null || holder === undefined || isCut) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const { right } = holder.getBoundingClientRect();
      const reaches = Math.max(0, ...[...range.getClientRects()].map((rect) => rect.right));
      if (reaches > Math.min(right, innerWidth) + 1) wide.push(text.textContent?.trim() ?? "");
    }
    return wide;
  });
}
