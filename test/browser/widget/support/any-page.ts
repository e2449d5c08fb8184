import type { Page } from "playwright-core";

/** Something that a merchant may put the element into. */
export interface Parent {
  readonly name: string;
  /** Its HTML; `*` stands for the element. */
  readonly html: string;
  /** The least width of the element in a page of 1000 px. Absent: 480. */
  readonly atLeast?: number;
}

const beside = "<p>Pay</p>";

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
  { name: "padded box", html: '<div style="padding:24px;border:1px solid">*</div>' },
  { name: "form and fieldset", html: "<form><fieldset>*</fieldset></form>" },
  { name: "columns", html: '<div style="columns:2 280px">*</div>', atLeast: 280 },
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
  ].map((style) => `* { ${style} }`),
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
        const place = [x - (card?.x ?? 0), y - (card?.y ?? 0), width, height];
        const box = width === 0 ? "nowhere" : place.map(Math.round).join(" ");
        const style = getComputedStyle(element);
        const text = properties.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
        return `${widget.id} ${element.localName}.${element.getAttribute("class")} ${box} ${text}`;
      });
    });
  });
}

/** What sticks out of its widget's card, and text that is cut off. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("pay-checkout")].flatMap((widget) => {
      const card = widget.shadowRoot?.querySelector(".card");
      const outer = card?.getBoundingClientRect() ?? new DOMRect();
      const isOut = (element: Element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < outer.left - 1 || right > outer.right + 1);
      };
      const isFull = ({ scrollWidth, clientWidth }: Element) =>
        clientWidth > 0 && scrollWidth > clientWidth + 1;
      return [...(card?.querySelectorAll(":not(.sr, svg *, [data-copy=qr])") ?? [])]
        .filter((element) => isOut(element) || isFull(element))
        .map((element) => `${widget.id}: no room for ${element.outerHTML.slice(0, 80)}`);
    }),
  );
}

/** Amounts of money that are broken, and words that are broken though a line of the card has room for them. */
function broken(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const textsIn = (card: Element): readonly Node[] =>
      [...card.querySelectorAll(":not(.sr, [data-copy=qr], style)")].flatMap(({ childNodes }) =>
        [...childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE),
      );
    const brokenIn = (node: Node, cardPx: number): readonly string[] =>
      [...(node.textContent ?? "").matchAll(/[^\s\-–/]+/g)].flatMap(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const pieces = [...range.getClientRects()].filter(({ width }) => width > 0);
        const isBroken = new Set(pieces.map(({ top }) => Math.round(top))).size > 1;
        const wordPx = pieces.reduce((sum, { width }) => sum + width, 0);
        const isMoney = /^\D{0,4}\d[\d.,]*\d\D{0,4}$/.test(word);
        return isBroken && (isMoney || wordPx < cardPx * 0.6) ? [word] : [];
      });
    return [...document.querySelectorAll("pay-checkout")].flatMap((widget) => {
      const card = widget.shadowRoot?.querySelector(".card");
      if (!card) return [`${widget.id} has no card`];
      return textsIn(card)
        .flatMap((node) => brokenIn(node, card.clientWidth))
        .map((word) => `${widget.id}: ${word} is broken`);
    });
  });
}

/** What cannot be read well in the widgets of a page. */
export async function unreadable(page: Page): Promise<readonly string[]> {
  return [...(await cutOff(page)), ...(await broken(page))];
}
