// @ts-check
/** The configuration of VitePress, which scripts/docs.ts copies beside the pages. Nothing is fetched when they are read. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** GitHub's rule for anchors, so that a link to a heading works there and here. @param {string} text */
function slugify(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

/** @type {unknown} */
const sidebar = JSON.parse(readFileSync(join(import.meta.dirname, "sidebar.json"), "utf8"));

export default {
  title: "pay-checkout",
  description: "One tag in your page, one small backend of your own, five payment providers behind them.",
  // No picture of the site: browsers need not look for one.
  head: [["link", { rel: "icon", href: "data:," }]],
  cleanUrls: false,
  lastUpdated: false,
  // The quick start's own shop, on the reader's machine.
  ignoreDeadLinks: "localhostLinks",
  markdown: {
    anchor: { slugify },
    languageAlias: { caddyfile: "nginx" },
    /** @param {{ renderer: { rules: Record<string, (...args: any[]) => string> }, utils: { escapeHtml(text: string): string } }} md */
    config(md) {
      const { fence } = md.renderer.rules;
      md.renderer.rules.fence = (tokens, index, ...rest) => {
        const { info, content } = tokens[index];
        if (info !== "mermaid") return fence?.(tokens, index, ...rest) ?? "";
        return `<Diagram code="${encodeURIComponent(content)}" />`;
      };
    },
  },
  themeConfig: {
    search: { provider: "local" },
    sidebar,
    outline: { level: [2, 3] },
    nav: [
      { text: "Quick start", link: "/docs/quick-start" },
      { text: "Configuration", link: "/docs/configuration" },
      { text: "HTTP API", link: "/docs/http-api" },
      { text: "Runbook", link: "/docs/runbook" },
    ],
  },
};
