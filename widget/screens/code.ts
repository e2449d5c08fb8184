import { css, html, nothing, svg, type TemplateResult } from "lit";
import { barcodePath, barcodeQuietZone } from "../codes/code-paths.ts";
import { groupsOfFour } from "../i18n/format.ts";
import { fill } from "../i18n/text.ts";
import type { Screen } from "../machine/screen.ts";
import type { View } from "../view.ts";
import { copyableAmount, copyButton, copyingStyles, copyNotice } from "./copying.ts";
import { detailRows, detailTexts } from "./details.ts";
import { exitButtons } from "./exits.ts";
import { heading, notice } from "./pieces.ts";
import { referenceRows, renderRows, rowsStyles } from "./rows.ts";
import { renderSteps, stepsStyles } from "./steps.ts";
import { renderTools, toolsStyles } from "./tools.ts";
import { renderCountdown, renderWaiting, waitingStyles } from "./waiting.ts";

type CodeScreen = Extract<Screen, { name: "code" }>;

/** The number to pay with, which another screen shows too. */
export type ShownCode = Pick<CodeScreen, "action" | "session">;

const barcodeHeight = 36;
/** The width of a module where there is room, in CSS pixels. */
const maxModulePx = 2;

function codeLabel(view: View, { action, session }: ShownCode): string {
  // The apps of Mexican banks use the name CLABE.
  if (action.codeType === "va" && session.country === "MX") return "CLABE";
  return view.language.messages.codeLabel[action.codeType];
}

/** The barcode. Until it is loaded its room is kept, so that nothing moves when it comes. */
function renderBarcode(view: View, { action }: CodeScreen): TemplateResult | typeof nothing {
  const { barcode, guide } = view;
  if (action.barcode === null) return nothing;
  if (barcode === null) return html`<div class="paper"></div>`;
  const width = barcode.modules.length + 2 * barcodeQuietZone;
  return html`<div class="paper" part="barcode">
    <svg viewBox="0 0 ${width} ${barcodeHeight}" width=${width * maxModulePx} height=${barcodeHeight * maxModulePx}
      preserveAspectRatio="none" shape-rendering="crispEdges" role="img"
      aria-label=${fill(guide?.barcodeOf ?? "{code}", { code: action.code })}>
      ${svg`<path d=${barcodePath(barcode, barcodeHeight)}></path>`}
    </svg>
  </div>`;
}

/**
 * Makes each module of the barcode a whole number of the screen's own pixels wide, the most that there is room for.
 * Else a bar's edges would fall between pixels, and a scanner could not tell bars of one module from those of two. A
 * barcode that is too long even so stands upright.
 */
export function fitBarcode(root: ShadowRoot | null): void {
  const drawing = root?.querySelector<SVGSVGElement>("[part=barcode] svg");
  const paper = drawing?.parentElement;
  if (!drawing || !paper) return;
  const box = drawing.viewBox.baseVal;
  const modules = Math.max(box.width, box.height);
  const { paddingLeft, paddingRight } = getComputedStyle(paper);
  const roomPx = paper.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
  const density = window.devicePixelRatio || 1;
  const pixels = Math.floor(Math.min(roomPx / modules, maxModulePx) * density);
  const isUpright = pixels < 1;
  const sizes = [modules, barcodeHeight];
  const sizesPx = [(modules * Math.max(1, pixels)) / density, barcodeHeight * maxModulePx];
  const [width = 0, height = 0] = isUpright ? sizes.reverse() : sizes;
  const [widthPx = 0, heightPx = 0] = isUpright ? sizesPx.reverse() : sizesPx;
  drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
  drawing.setAttribute("width", String(widthPx));
  drawing.setAttribute("height", String(heightPx));
  // Exchanges the axes: a barcode reads the same from both ends.
  drawing.querySelector("path")?.setAttribute("transform", isUpright ? "matrix(0 1 1 0 0 0)" : "");
}

/**
 * The number to pay with. The gaps between its groups are margins, so that a customer who selects and copies it by hand
 * gets the number without spaces. A screen reader would read the groups as texts of their own, so it gets them as one.
 */
export function renderNumber(view: View, screen: ShownCode): TemplateResult {
  const { code } = screen.action;
  const groups = groupsOfFour(code);
  return html`<div class="number" part="code">
    <div>
      <p class="muted small">${codeLabel(view, screen)}</p>
      <p class="sr" dir="ltr" translate="no">${groups.join(" ")}</p>
      <p class="digits" dir="ltr" translate="no" data-copy="code" aria-hidden="true">${groups.map(
        (group) => html`<span>${group}</span>`,
      )}</p>
    </div>
    ${copyButton(view, "code", code)}
  </div>`;
}

/** Bank transfer or store: the number, its barcode, the amount, the deadline and the instructions. */
export function renderCode(view: View, screen: CodeScreen): TemplateResult {
  const { messages } = view.language;
  const { action, payment, session } = screen;
  const shown = {
    code: groupsOfFour(action.code).join(" "),
    codeLabel: codeLabel(view, screen),
    details: detailTexts(view, action),
  };
  return html`
    ${heading(messages.codeTitle[action.codeType])} ${notice(view)}
    <div class="panel">
      ${renderNumber(view, screen)} ${copyNotice(view)} ${renderBarcode(view, screen)}
      ${renderRows([
        ...detailRows(view, action),
        [messages.amount, copyableAmount(view, payment.amount)],
        ...referenceRows(view, session),
      ])}
    </div>
    ${renderCountdown(view, action.expiresAt)} ${renderWaiting(view)}
    ${renderSteps(view, screen)} ${renderTools(view, screen, shown, action.expiresAt)}
    ${view.guide === null ? nothing : html`<p class="muted small center">${view.guide.keep}</p>`}
    ${exitButtons(view)}
  `;
}

/** The styles of all screens with a code or QR. */
export const payingStyles = [
  copyingStyles,
  rowsStyles,
  stepsStyles,
  toolsStyles,
  waitingStyles,
  css`
    .panel {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space);
      padding: var(--_space) min(4%, var(--_space));
      border-radius: var(--_radius);
      background: var(--_soft);
    }
    .number {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-end;
      justify-content: space-between;
      margin: -6px 0;
    }
    .number > * {
      margin: 6px 0;
    }
    .number > div {
      margin-inline-end: 16px;
    }
    .digits {
      text-wrap: balance;
      font-size: 1.375em;
      line-height: 1.35;
      font-weight: 650;
      letter-spacing: 0.01em;
      font-variant-numeric: tabular-nums;
    }
    :host([dir="rtl"]) .digits {
      text-align: right;
    }
    .digits span {
      display: inline-block;
    }
    :host(:not([dir="rtl"])) .digits span:not(:last-child) {
      margin-inline-end: 0.5em;
    }
    :host([dir="rtl"]) .digits span:not(:first-child) {
      margin-inline-start: 0.5em;
    }
    .number .copy {
      background: var(--_surface);
    }
    .paper {
      display: grid;
      justify-items: center;
      min-height: 96px;
      padding: 12px 4px;
      border-radius: var(--_small-radius);
      background: #fff;
      forced-color-adjust: none;
    }
    .paper:empty {
      background: none;
    }
    @container (max-width: 400px) {
      .paper {
        margin: 0 -4%;
      }
    }
    .paper svg {
      max-width: 100%;
      fill: #000;
    }
  `,
];
