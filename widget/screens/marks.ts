import { css, html, type SVGTemplateResult, type TemplateResult } from "lit";
import type { PaymentMethodOffer } from "../../bff/contract.ts";
import { brandIcon, type Mark } from "../icons/mark.ts";
import { loadMark, type MarkName, markOfApp, markOfMethod } from "../icons/marks.ts";
import { methodIcon } from "../icons/method-icons.ts";
import { uiIcon } from "../icons/ui-icons.ts";
import { screenOf } from "../machine/screen.ts";
import type { State } from "../machine/state.ts";
import type { Fetching } from "../net/fetching.ts";
import { type FirstView, pictureAddress } from "../view.ts";

/** Every element on the page draws the same ones. */
const loaded = new Map<MarkName, Mark>();

function wanted(state: State): readonly (MarkName | undefined)[] {
  const screen = screenOf(state);
  if (screen.name === "qr") return screen.action.links.map(({ name }) => markOfApp(name));
  if (screen.name !== "methods") return [];
  const { methods, amount } = screen.session;
  return methods.map(({ id }) => markOfMethod(id, amount.currency));
}

/** Fetches the marks that the present screen shows. */
export function fetchMarks(fetching: Fetching, state: State): void {
  for (const name of wanted(state)) {
    if (name === undefined) continue;
    fetching.start(`mark ${name}`, async () => {
      loaded.set(name, await loadMark(name));
    });
  }
}

/** A picture that cannot be loaded gives way to what stands beside it, until it has another address that can. */
export function settlePicture({ target, type }: Event): void {
  if (target instanceof HTMLImageElement) target.hidden = type === "error";
}

/** The mark of a method; where nobody has drawn one, the merchant's picture; else our own icon. */
export function renderMark(view: FirstView, offer: PaymentMethodOffer): TemplateResult | SVGTemplateResult {
  const name = markOfMethod(offer.id, view.state.session?.amount.currency ?? "");
  const mark = name === undefined ? undefined : loaded.get(name);
  if (mark !== undefined) return brandIcon(mark);
  const picture = name === undefined ? pictureAddress(view, offer.icon) : null;
  const icon = methodIcon(offer.id);
  return picture === null
    ? icon
    : html`<img src=${picture} alt="" width="32" height="32" @error=${settlePicture} @load=${settlePicture} />${icon}`;
}

/** The mark of an app, or the sign of a link that leads out of the page. */
export function appIcon(app: string): SVGTemplateResult {
  const name = markOfApp(app);
  const mark = name === undefined ? undefined : loaded.get(name);
  return mark === undefined ? uiIcon("out") : brandIcon(mark);
}

export const markStyles = css`
  .brand rect {
    fill: #fff;
    stroke: var(--_line);
  }
  .mark img,
  .logo img {
    object-fit: contain;
  }
  img[hidden],
  .mark img:not([hidden]) + svg {
    display: none;
  }
  .apps svg {
    width: 28px;
    height: 28px;
  }
  @media (forced-colors: active) {
    .brand rect {
      fill: Canvas;
      stroke: CanvasText;
    }
    .brand path {
      fill: CanvasText;
    }
  }
`;
