/** The hosted page as text: what a browser shows before its script runs, and where it cannot run. */
import { createHash } from "node:crypto";
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
type PayPageTexts = z.infer<typeof payPageTexts>;

const textsByTag = z.record(z.string(), payPageTexts);

/** What the widget's build made for the page. */
const payPageParts = z.object({
  scripts: z.object({
    /** Asks for the session. */
    early: z.string(),
    /** For where the widget cannot run. */
    fallback: z.string(),
    /** The widget. A module. */
    widget: z.string(),
  }),
  styles: z.object({ always: z.string(), withoutScripts: z.string() }),
  /** Where the texts of the list are, by language tag. English has none: it is in the script. */
  texts: z.record(z.string(), z.string()),
});
type PayPageParts = z.infer<typeof payPageParts>;

/** What the widget's build made for the page on which a customer claims a refund. */
const claimPageParts = z.object({
  /** A module. */
  script: z.string(),
  styles: z.object({ always: z.string(), withoutScripts: z.string() }),
  /** What the customer can do where the script cannot run, by language tag. */
  advice: z.record(z.string(), z.string()),
});

/** A page in one language, and what its policy has to allow. */
export interface PayPage {
  readonly html: string;
  /** Weak: of the page before it is compressed. */
  readonly entityTag: string;
  /** Each `'sha256-…'`. */
  readonly scriptHashes: readonly string[];
  readonly styleHashes: readonly string[];
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * The texts in the best language for a request. `accepts` picks from the tags that there are. The page's own session may
 * have another language, but its token never reaches the server; the widget changes the language when it works.
 */
async function readTexts(folder: string, accepts: (tags: string[]) => string | false): Promise<PayPageTexts> {
  const all = textsByTag.parse(JSON.parse(await readFile(join(folder, "v1/fallback.json"), "utf8")));
  // English comes first: it is taken where the browser accepts any language.
  const tags = ["en", ...Object.keys(all).filter((tag) => tag !== "en")];
  const texts = all[accepts(tags) || "en"] ?? all.en;
  if (texts === undefined) throw new Error("fallback.json of the widget has no English");
  return texts;
}

/**
 * Everything before the widget's script. The first script reads the client token from the fragment, which browsers do not
 * send to servers, and asks for the session while the rest is on its way. The texts come at the same time.
 */
function renderStart(
  merchant: string,
  { lang, dir }: PayPageTexts,
  { scripts, styles, texts }: PayPageParts,
) {
  const file = texts[lang];
  const preload = file === undefined ? "" : `<link rel="modulepreload" href="${escapeHtml(file)}">\n`;
  return `<!doctype html>
<html lang="${escapeHtml(lang)}" dir="${dir}">
<head>
<meta charset="utf-8">
<script>${scripts.early}</script>
${preload}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${merchant}</title>
<style>${styles.always}</style>
<noscript><style>${styles.withoutScripts}</style></noscript>
`;
}

/**
 * The rest. What stands in the element is shown until the script works; the style holds it back for a while, in which the
 * script may still come.
 */
function renderRest(merchant: string, { advice, again }: PayPageTexts, { scripts }: PayPageParts): string {
  return `<script>${scripts.fallback}</script>
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
<script type="module">${scripts.widget}</script>
</body>
</html>
`;
}

export interface PageInput {
  /** The built widget's. */
  readonly folder: string;
  readonly merchantName: string;
  readonly accepts: (tags: string[]) => string | false;
}

/** The page for a request, with all scripts and styles in it, so that it comes in one step. */
export async function makePayPage(options: PageInput): Promise<PayPage> {
  const { folder, merchantName, accepts } = options;
  // Read anew for each page: a build may replace the files while the server runs.
  const parts = payPageParts.parse(JSON.parse(await readFile(join(folder, "hosted.json"), "utf8")));
  const texts = await readTexts(folder, accepts);
  const merchant = escapeHtml(merchantName);
  const start = renderStart(merchant, texts, parts);
  const html = start + renderRest(merchant, texts, parts);
  return pageOf(html, Object.values(parts.scripts), Object.values(parts.styles));
}

/** The page on which a customer claims a refund, in the same way. Its claim's token is in the fragment, too. */
export async function makeClaimPage({ folder, merchantName, accepts }: PageInput): Promise<PayPage> {
  const parts = claimPageParts.parse(JSON.parse(await readFile(join(folder, "claim.json"), "utf8")));
  const { lang, dir } = await readTexts(folder, accepts);
  const merchant = escapeHtml(merchantName);
  const { script, styles, advice } = parts;
  const html = `<!doctype html>
<html lang="${escapeHtml(lang)}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${merchant}</title>
<style>${styles.always}</style>
<noscript><style>${styles.withoutScripts}</style></noscript>
</head>
<body>
<main>
<div class="pay-fallback">
<p class="merchant">${merchant}</p>
<p>${escapeHtml(advice[lang] ?? advice.en ?? "")}</p>
</div>
</main>
<script type="module">${script}</script>
</body>
</html>
`;
  return pageOf(html, [script], Object.values(styles));
}

function pageOf(html: string, scripts: readonly string[], styles: readonly string[]): PayPage {
  return {
    html,
    entityTag: `W/"${createHash("sha256").update(html).digest("base64url")}"`,
    scriptHashes: scripts.map(hashOf),
    styleHashes: styles.map(hashOf),
  };
}
