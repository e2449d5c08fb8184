import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PayCheckout } from "../element.ts";
import { laterStyles } from "../styles/later.ts";
import { minifyCss } from "./minify-css.ts";

/** Writes all of the widget's styles as one file, for a browser that has no other way (`styles/forbidden.ts`). */
export async function writeStyleSheet(folder: string): Promise<void> {
  const css = [...PayCheckout.styles, ...laterStyles].map(({ cssText }) => cssText).join("\n");
  await writeFile(join(folder, "v1/pay-checkout.css"), minifyCss(css));
}
