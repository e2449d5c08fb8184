import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { minifyCss } from "./minify-css.ts";

/** The scripts of the hosted page, as they stand in it. */
export interface HostedScripts {
  /** Asks for the session. */
  readonly early: string;
  /** For where the widget cannot run. */
  readonly fallback: string;
  /** The widget. A module. */
  readonly widget: string;
}

/** Writes `hosted.json`: the scripts and styles that the BFF puts into its page, and the languages' files by tag. */
export async function writeHostedPage(options: {
  readonly folder: string;
  /** With the page's styles. */
  readonly styles: string;
  readonly scripts: HostedScripts;
}): Promise<void> {
  const { folder, styles, scripts } = options;
  const readStyle = async (name: string) => minifyCss(await readFile(join(styles, name), "utf8"));
  const files = await readdir(join(folder, "v1"));
  const texts = files.flatMap((file) => {
    const [, tag] = /^texts-[\w-]{8}-(?!guide-)(.+)\.js$/.exec(file) ?? [];
    return tag === undefined ? [] : [[tag, `widget/v1/${file}`] as const];
  });
  const page = {
    scripts,
    styles: { always: await readStyle("hosted.css"), withoutScripts: await readStyle("hosted-noscript.css") },
    texts: Object.fromEntries(texts),
  };
  await writeFile(join(folder, "hosted.json"), `${JSON.stringify(page)}\n`);
}
