import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { claimCatalog } from "../locales/claims/catalog.ts";
import { claimTexts } from "../locales/claims/en.ts";
import { minifyCss } from "./minify-css.ts";

/** The scripts of the hosted page and of the claim page, as they stand in them. */
export interface HostedScripts {
  /** Asks for the session. */
  readonly early: string;
  /** For where the widget cannot run. */
  readonly fallback: string;
  /** The widget. A module. */
  readonly widget: string;
  /** The claim page. A module. */
  readonly claim: string;
}

/** What is said where the claim page cannot run, by language tag. */
async function claimAdvice(): Promise<Readonly<Record<string, string>>> {
  const others = await Promise.all(
    Object.entries(claimCatalog).map(
      async ([tag, load]) => [tag, (await load()).claimTexts.blocked] as const,
    ),
  );
  return { en: claimTexts.blocked, ...Object.fromEntries(others) };
}

/**
 * Writes `hosted.json`: the scripts and styles that the BFF puts into its page, and the languages' files by tag; and
 * `claim.json`: the same of the claim page, with what is said where it cannot run.
 */
export async function writeHostedPage(options: {
  readonly folder: string;
  /** With the widget's sources. */
  readonly sources: string;
  readonly scripts: HostedScripts;
}): Promise<void> {
  const { folder, sources } = options;
  const { claim, ...scripts } = options.scripts;
  const readStyle = async (name: string) => minifyCss(await readFile(join(sources, name), "utf8"));
  const files = await readdir(join(folder, "v1"));
  const texts = files.flatMap((file) => {
    const [, tag] = /^texts-[\w-]{8}-(?!guide-|claim-)(.+)\.js$/.exec(file) ?? [];
    return tag === undefined ? [] : [[tag, `widget/v1/${file}`] as const];
  });
  const page = {
    scripts,
    styles: {
      always: await readStyle("hosted/hosted.css"),
      withoutScripts: await readStyle("hosted/hosted-noscript.css"),
    },
    texts: Object.fromEntries(texts),
  };
  await writeFile(join(folder, "hosted.json"), `${JSON.stringify(page)}\n`);
  const claimPage = {
    script: claim,
    styles: { always: await readStyle("claim/claim.css"), withoutScripts: page.styles.withoutScripts },
    advice: await claimAdvice(),
  };
  await writeFile(join(folder, "claim.json"), `${JSON.stringify(claimPage)}\n`);
}
