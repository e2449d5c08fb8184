import { css, html, nothing, svg, type TemplateResult } from "lit";
import { qrPath, qrQuietZone } from "../codes/code-paths.ts";
import { fill } from "../i18n/text.ts";
import { uiIcon } from "../icons/ui-icons.ts";
import type { Screen } from "../machine/screen.ts";
import { isAppLink } from "../net/app-link.ts";
import { isSafeRedirect } from "../net/safe-url.ts";
import { moneyText, type View } from "../view.ts";
import { copyableAmount, copyButton, copyNotice } from "./copying.ts";
import { exitButtons } from "./exits.ts";
import { appIcon } from "./marks.ts";
import { isPhone } from "./phone.ts";
import { heading, notice } from "./pieces.ts";
import { referenceRows, renderRows } from "./rows.ts";
import { instructionTabs, renderSteps } from "./steps.ts";
import { renderTools } from "./tools.ts";
import { renderCountdown, renderWaiting } from "./waiting.ts";

type QrScreen = Extract<Screen, { name: "qr" }>;
type AppLink = QrScreen["action"]["links"][number];

/** The names of the apps, which are the same in every language. */
const appNames: ReadonlyMap<string, string> = new Map([
  ["gpay", "Google Pay"],
  ["phonepe", "PhonePe"],
  ["paytmmp", "Paytm"],
]);

/** The QR. Until it is loaded its room is kept, so that nothing moves when it comes. */
function renderSquares(view: View, { payment }: QrScreen): TemplateResult {
  const { qr, guide } = view;
  if (qr === null) return html`<div class="paper qr"></div>`;
  const side = qr.size + 2 * qrQuietZone;
  const label = fill(guide?.qrOf ?? "{amount}", { amount: moneyText(view, payment.amount) });
  return html`<div class="paper qr" part="qr">
    <svg viewBox="0 0 ${side} ${side}" width="240" height="240" shape-rendering="crispEdges" role="img"
      aria-label=${label}>${svg`<path d=${qrPath(qr)}></path>`}</svg>
  </div>`;
}

/**
 * The links that may open an app on this phone; none on a desktop, which has no such app. The text of a UPI code is a
 * link itself, where the provider gives none.
 */
function linksOf({ action }: QrScreen): readonly AppLink[] {
  if (!isPhone()) return [];
  const links = action.links.length > 0 ? action.links : [{ name: "other", url: action.data }];
  return links.filter((link) => isAppLink(link.url));
}

/** The apps on this phone. The widget cannot know whether one opened, so the QR stays on screen below them. */
function renderLinks({ guide }: View, links: readonly AppLink[]): TemplateResult | typeof nothing {
  if (guide === null || links.length === 0) return nothing;
  return html`<div class="apps" part="apps">
    ${links.map(({ name, url }) => {
      const app = appNames.get(name);
      const text = app === undefined ? guide.openAny : fill(guide.openIn, { app });
      return html`<a class="button" part="button app" href=${url}>${appIcon(name)}${text}</a>`;
    })}
    <p class="muted small center">${guide.notOpened}</p>
  </div>`;
}

/** The link to the provider's own page, for customers who can use neither the QR nor an app. */
function renderPageLink(view: View, { action }: QrScreen): TemplateResult | typeof nothing {
  if (view.guide === null || action.url === null) return nothing;
  if (!isSafeRedirect(action.url, view.state.allowHttp)) return nothing;
  return html`<div class="exits">
    <a class="button quiet" part="button" href=${action.url} target="_blank" rel="noopener noreferrer"
      >${uiIcon("out")}${view.language.messages.openPage}</a>
  </div>`;
}

/** The text of the QR, to paste into an app (Pix Copia e Cola), or when there is no second device to scan with. */
function renderText(view: View, { action }: QrScreen, isMain: boolean): TemplateResult {
  return html`<div class="number">
    <div class="raw">
      <p class="muted small">${view.guide?.qrText ?? nothing}</p>
      <p class="small" dir="ltr" translate="no" data-copy="qr">${action.data}</p>
    </div>
    ${copyButton(view, "qr", action.data, isMain)}
  </div>`;
}

/** Whether the customer pastes the text into an app of the phone that shows it: Pix Copia e Cola, a coin's address. */
function isPasted(screen: QrScreen): boolean {
  const isText = screen.payment.method === "crypto" || instructionTabs(screen)[0]?.steps === "pixPaste";
  return isPhone() && isText;
}

function titleOf({ language, guide }: View, links: readonly AppLink[], pasted: boolean): string {
  if (pasted) return language.messages.codeTitle.store;
  return links.length > 0 && guide !== null ? guide.openAny : language.messages.qrTitle;
}

/** What the customer does comes first: on a phone the apps or the copying, on a desktop the QR. */
export function renderQr(view: View, screen: QrScreen): TemplateResult {
  const { messages } = view.language;
  const { payment, session } = screen;
  const shown = { code: null, codeLabel: messages.qrTitle, details: [] };
  const links = linksOf(screen);
  const pasted = isPasted(screen);
  const squares = renderSquares(view, screen);
  const rows = renderRows([
    [messages.amount, copyableAmount(view, payment.amount)],
    ...referenceRows(view, session),
  ]);
  return html`
    ${heading(titleOf(view, links, pasted))} ${notice(view)} ${renderLinks(view, links)}
    <div class="panel">
      ${pasted ? nothing : squares} ${renderText(view, screen, pasted)} ${copyNotice(view)} ${rows}
      ${pasted ? squares : nothing}
    </div>
    ${renderCountdown(view, payment.expiresAt)} ${renderWaiting(view)}
    ${renderSteps(view, screen)} ${renderTools(view, screen, shown, payment.expiresAt)}
    ${renderPageLink(view, screen)} ${exitButtons(view)}
  `;
}

export const qrStyles = css`
  .qr {
    min-height: 264px;
  }
  .qr svg {
    width: 240px;
    height: auto;
  }
  .raw {
    flex: 1 1 8em;
    min-width: 0;
  }
  .raw [data-copy] {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    word-break: break-all;
  }
  .apps {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 10em), 1fr));
    gap: 8px;
  }
  .apps p {
    grid-column: 1 / -1;
  }
`;
