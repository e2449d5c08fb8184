import type { Page } from "playwright-core";

interface Driver {
  readonly heard: readonly string[];
  readonly change: (props: object) => void;
  readonly stop: () => void;
}

interface Driven {
  readonly driver: Driver;
  readonly startPage: (props: object, isHydrated: boolean) => void;
}

/** The end of a page's script: starts the framework, with handlers that write down what they hear. */
const end = `
  globalThis.startPage = async (props, isHydrated) => {
    const heard = [];
    const hear = (event) => heard.push(event.type);
    const all = (next) => ({ ...next, hear, onPaid: hear });
    const app = await start(document.querySelector("#app"), all(props), isHydrated);
    globalThis.driver = { heard, change: (next) => app.change(all(next)), stop: () => app.stop() };
  };
`;

/** Loads a framework's script into a page and starts it. */
export async function startIn(page: Page, script: string, props: object, isHydrated: boolean): Promise<void> {
  await page.addScriptTag({ content: script + end, type: "module" });
  await page.waitForFunction(() => "startPage" in globalThis);
  await page.evaluate(({ given, hydrated }) => (globalThis as unknown as Driven).startPage(given, hydrated), {
    given: props,
    hydrated: isHydrated,
  });
}

/** The events that the framework's handlers were called with. */
export function heard(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as unknown as Driven).driver.heard);
}

export async function change(page: Page, props: object): Promise<void> {
  await page.evaluate((next) => (globalThis as unknown as Driven).driver.change(next), props);
}

export async function stop(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as unknown as Driven).driver.stop());
}
