import type { Page } from "playwright-core";

/** Something that a merchant may put the element into. */
export interface Parent {
  readonly name: string;
  /** Its HTML; `*` stands for the element. */
  readonly html: string;
  /** The least width of the element in a page of 1000 px. Absent: 480. */
  readonly atLeast?: number;
}

const beside = "<p>Your order</p>";

export const parents: readonly Parent[] = [
  { name: "block", html: "<div>*</div>" },
  { name: "inline text", html: "<p>Pay: <span>*</span></p>" },
  { name: "flex row", html: '<div style="display:flex">*</div>' },
  {
    name: "flex row, centered",
    html: '<div style="display:flex;justify-content:center;align-items:center">*</div>',
  },
  { name: "flex row, beside text", html: `<div style="display:flex;gap:8px">${beside}*</div>` },
  { name: "flex row that wraps", html: `<div style="display:flex;flex-wrap:wrap">${beside}*</div>` },
  { name: "flex column", html: '<div style="display:flex;flex-direction:column">*</div>' },
  {
    name: "flex column, centered",
    html: '<div style="display:flex;flex-direction:column;align-items:center">*</div>',
  },
  {
    name: "flex column, at the start",
    html: '<div style="display:flex;flex-direction:column;align-items:flex-start">*</div>',
  },
  { name: "inline flex", html: '<div style="display:inline-flex">*</div>' },
  { name: "grid", html: '<div style="display:grid">*</div>' },
  { name: "grid, centered", html: '<div style="display:grid;place-items:center">*</div>' },
  {
    name: "grid, 1fr auto",
    html: `<div style="display:grid;grid-template-columns:1fr auto">${beside}*</div>`,
  },
  {
    name: "grid, auto 1fr",
    html: `<div style="display:grid;grid-template-columns:auto 1fr">${beside}*</div>`,
  },
  {
    name: "grid, min-content",
    html: '<div style="display:grid;grid-template-columns:min-content">*</div>',
    atLeast: 280,
  },
  {
    name: "grid, max-content of at most 100 %",
    html: '<div style="display:grid;grid-template-columns:fit-content(100%)">*</div>',
  },
  { name: "inline grid", html: '<div style="display:inline-grid">*</div>' },
  { name: "inline block", html: '<div style="display:inline-block">*</div>' },
  { name: "open dialog", html: '<dialog open style="box-sizing:border-box;padding:8px;border:0">*</dialog>' },
  { name: "popover", html: '<div popover="manual" style="padding:8px;border:0">*</div>' },
  { name: "table cell", html: "<table><tr><td>*</td></tr></table>" },
  { name: "table cell beside another", html: `<table><tr><td>${beside}</td><td>*</td></tr></table>` },
  {
    name: "display: table-cell",
    html: '<div style="display:table"><div style="display:table-cell">*</div></div>',
  },
  { name: "float", html: '<div style="float:left">*</div>' },
  { name: "float at the end", html: '<div style="float:right">*</div>' },
  { name: "absolute", html: '<div style="position:absolute;left:0">*</div>' },
  { name: "absolute between two edges", html: '<div style="position:absolute;left:0;right:0">*</div>' },
  {
    name: "absolute, moved by half",
    html: '<div style="position:absolute;left:0;right:0;margin:auto;width:fit-content">*</div>',
  },
  { name: "fit-content", html: '<div style="width:fit-content">*</div>' },
  { name: "min-content", html: '<div style="width:min-content">*</div>', atLeast: 280 },
  { name: "multi-column", html: '<div style="columns:320px">*</div>', atLeast: 300 },
  { name: "padded box", html: '<div style="padding:24px;border:1px solid">*</div>' },
  { name: "form and fieldset", html: "<form><fieldset>*</fieldset></form>" },
  { name: "details", html: "<details open><summary>Pay</summary>*</details>" },
  { name: "list item", html: "<ul style='padding-left:20px'><li>*</li></ul>" },
  { name: "scrolling box", html: '<div style="overflow:auto;height:300px">*</div>' },
  {
    name: "another shadow root",
    html: '<div><template shadowrootmode="open"><div style="display:flex">*</div></template></div>',
  },
  { name: "right to left", html: '<div dir="rtl" style="display:flex">*</div>' },
];

/** Page styles that must not change what the element looks like inside. */
export const pageStyles: readonly string[] = [
  ...["50%", "62.5%", "130%", "200%"].map((size) => `html { font-size: ${size} }`),
  ...[
    "font: italic 700 40px/3 monospace",
    "font-variant: small-caps",
    "font-stretch: condensed",
    "letter-spacing: 5px; word-spacing: 20px",
    "text-transform: uppercase",
    "text-align: right",
    "text-indent: 40px",
    "text-shadow: 0 0 4px red",
    "white-space: nowrap",
    "white-space: pre",
    "word-break: break-all; hyphens: auto; overflow-wrap: anywhere",
    "line-height: 10px",
    "color: red; -webkit-text-fill-color: red",
    "cursor: none",
    "user-select: none; -webkit-user-select: none",
    "list-style: square inside; quotes: none; tab-size: 1",
    "direction: rtl",
    "writing-mode: vertical-rl",
    "border-collapse: collapse; caption-side: bottom; orphans: 9",
  ].flatMap((style) => [`main { ${style} }`, `* { ${style} }`, `pay-checkout { ${style} }`]),
  "* { margin: 0; padding: 0; box-sizing: content-box; border: 0; max-width: 100%; min-width: 0; outline: none }",
  "* { font-family: inherit; font-size: 100%; vertical-align: baseline; background: none; transition: all 1s }",
  "button, input, a, p, h2, label, svg, div { display: inline; all: unset; color: red; border: 9px solid }",
  "pay-checkout { display: flex }",
  "pay-checkout { display: inline-block }",
];

/** A part of the widget: what it is, where it is, and how its text is written. */
export type Snapshot = readonly string[];

/** Describes every element inside each widget on the page. The positions are those within the widget's card. */
export function snapshot(page: Page): Promise<Snapshot> {
  return page.evaluate(() => {
    const properties =
      `color,cursor,direction,font-family,font-size,font-stretch,font-style,font-variant,font-weight,
      hyphens,letter-spacing,line-height,list-style-type,overflow-wrap,quotes,tab-size,text-align,text-indent,text-shadow,
      text-transform,user-select,white-space,word-break,word-spacing,writing-mode`.split(/,\s*/);
    return [...document.querySelectorAll("pay-checkout")].flatMap((widget) => {
      const card = widget.shadowRoot?.querySelector(".card")?.getBoundingClientRect();
      return [...(widget.shadowRoot?.querySelectorAll(".card, .card *") ?? [])].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const box = [x - (card?.x ?? 0), y - (card?.y ?? 0), width, height].map(Math.round);
        const style = getComputedStyle(element);
        const text = properties.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
        return `${widget.id} ${element.localName}.${element.getAttribute("class")} ${box} ${text}`;
      });
    });
  });
}

/**
 * What cannot be read well in the widgets of a page: what sticks out of its card, text that is cut off, an amount of money
 * that is broken, and a word that is broken though a line has room for it.
 */
export function unreadable(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const widget of document.querySelectorAll("pay-checkout")) {
      const card = widget.shadowRoot?.querySelector(".card");
      if (!card) continue;
      const outer = card.getBoundingClientRect();
      const tell = (what: string, text: string | null) =>
        found.push(`${widget.id}: ${what} “${text?.trim().slice(0, 60)}”`);
      for (const element of card.querySelectorAll("*")) {
        if (element.closest(".sr")) continue;
        const { left, right, width } = element.getBoundingClientRect();
        if (width > 0 && (left < outer.left - 1 || right > outer.right + 1))
          tell("sticks out:", element.outerHTML);
        if (
          !element.matches("svg *, [data-copy=qr]") &&
          element.scrollWidth > element.clientWidth + 1 &&
          element.clientWidth > 0
        ) {
          tell("has no room:", element.outerHTML);
        }
      }
      const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node.parentElement?.closest(".sr, [data-copy=qr]")) continue;
        for (const { 0: word, index } of (node.textContent ?? "").matchAll(/[^\s\-–/]+/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
          const lines = new Set(rects.map(({ top }) => Math.round(top)));
          if (lines.size < 2) continue;
          const wordPx = rects.reduce((sum, { width }) => sum + width, 0);
          if (/^\D{0,4}\d[\d.,]*\d$/.test(word) || wordPx < outer.width * 0.6) tell("is broken:", word);
        }
      }
    }
    return found;
  });
}
