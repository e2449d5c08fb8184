import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { minifyCss } from "./minify-css.ts";

const sheets = ["tokens.css", "base.css", "frame.css", "pieces.css", "screens.css"];

/** Writes the console's page, and one style sheet of all of its own. */
export async function writeConsolePage({
  from,
  to,
}: {
  /** With the sources. */
  readonly from: string;
  /** Where the script has been built. */
  readonly to: string;
}): Promise<void> {
  const styles = await Promise.all(
    sheets.map(async (name) => minifyCss(await readFile(join(from, "styles", name), "utf8"))),
  );
  // The charts' own styles: they come with the page's, because its policy lets no script bring any.
  const charts = await readFile(join(from, "../../node_modules/uplot/dist/uPlot.min.css"), "utf8");
  await writeFile(join(to, "console.css"), [...styles, minifyCss(charts)].join(""));
  await copyFile(join(from, "index.html"), join(to, "index.html"));
}
