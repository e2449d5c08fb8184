/** The hosted page as text: what a browser shows before its script runs, and where it cannot run. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import escapeHtml from "escape-html";
import { z } from "zod";

const payPageTexts = z.looseObject({
  /** BCP 47. */
  lang: z.string(),
  dir: z.enum(["ltr", "rtl"]),
  /** What the customer can do where the page's script cannot run. */
  advice: z.string(),
  /** The text of the button that loads the page again. */
  again: z.string(),
});
export type PayPageTexts = z.infer<typeof payPageTexts>;

const textsByTag = z.record(z.string(), payPageTexts);

/**
 * The texts in the best language for a request. `accepts` picks from the tags that there are. The page's own session may
 * have another language, but its token never reaches the server; the widget changes the language when it works.
 */
export async function readPayPageTexts(
  widgetFolder: string,
  accepts: (tags: string[]) => string | false,
): Promise<PayPageTexts> {
  // Read anew for each page: a build may replace the file while the server runs.
  const all = textsByTag.parse(JSON.parse(await readFile(join(widgetFolder, "v1/fallback.json"), "utf8")));
  // English comes first: it is taken where the browser accepts any language.
  const tags = ["en", ...Object.keys(all).filter((tag) => tag !== "en")];
  const texts = all[accepts(tags) || "en"] ?? all.en;
  if (texts === undefined) throw new Error("fallback.json of the widget has no English");
  return texts;
}

/**
 * The page. Its script reads the client token from the fragment, which browsers do not send to servers. It imports the
 * widget, which is therefore named here too: so both come at the same time. What stands in the
 * element is shown until the script works; the style sheet holds it back for a while, in which the script may still come.
 */
export function renderPayPage(merchantName: string, { lang, dir, advice, again }: PayPageTexts): string {
  const merchant = escapeHtml(merchantName);
  return `<!doctype html>
<html lang="${escapeHtml(lang)}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${merchant}</title>
<link rel="stylesheet" href="widget/v1/hosted.css">
<noscript><link rel="stylesheet" href="widget/v1/hosted-noscript.css"></noscript>
<link rel="modulepreload" href="widget/v1/pay-checkout.js">
<script src="widget/v1/fallback.js" defer></script>
<script type="module" src="widget/v1/hosted.js"></script>
</head>
<body>
<main>
<h1>${merchant}</h1>
<pay-checkout>
<div class="pay-fallback" data-again="${escapeHtml(again)}">
<p class="merchant">${merchant}</p>
<p>${escapeHtml(advice)}</p>
</div>
</pay-checkout>
</main>
</body>
</html>
`;
}
