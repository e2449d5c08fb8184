import { guideCatalog } from "../locales/guides/catalog.ts";
import type { Guide } from "../locales/messages.ts";

/** Loads the instructions for paying in a language that has texts. */
export async function loadGuide(source: string): Promise<Guide> {
  const load = guideCatalog[source];
  if (load === undefined) throw new Error(`no instructions in ${source}`);
  return (await load()).guide;
}
