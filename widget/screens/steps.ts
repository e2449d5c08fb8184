import { css, html, nothing, type TemplateResult } from "lit";
import type { BrowserPayment, BrowserSession, NextAction } from "../../bff/contract.ts";
import { fill } from "../i18n/text.ts";
import { type InstructionTab, instructionsFor } from "../instructions.ts";
import { methodLabel, moneyText, type View } from "../view.ts";
import { isPhone } from "./phone.ts";

/** The payment that the instructions belong to. */
export interface Paying {
  readonly session: BrowserSession;
  readonly payment: BrowserPayment;
  readonly action: NextAction;
}

/** The steps of one tab, ready to read. */
export function stepTexts(view: View, paying: Paying, tab: InstructionTab): readonly string[] {
  if (view.guide === null) return [];
  const amount = moneyText(view, paying.payment.amount);
  const app = methodLabel(view, paying.payment.method);
  return view.guide.steps[tab.steps].map((step) => fill(step, { amount, app }));
}

/** The tabs of instructions for this payment. */
export function instructionTabs({ session, payment, action }: Paying): readonly InstructionTab[] {
  return instructionsFor({ action, method: payment.method, country: session.country, isPhone: isPhone() });
}

/**
 * The tab that a key moves to, as in every tab list: the arrows to the neighbours, Home and End to the ends. Null for
 * any other key.
 */
function tabAfter(event: KeyboardEvent, index: number, count: number, isRtl: boolean): number | null {
  const forward = isRtl ? "ArrowLeft" : "ArrowRight";
  const back = isRtl ? "ArrowRight" : "ArrowLeft";
  if (event.key === forward) return (index + 1) % count;
  if (event.key === back) return (index + count - 1) % count;
  if (event.key === "Home") return 0;
  return event.key === "End" ? count - 1 : null;
}

function renderTabs(
  view: View,
  tabs: readonly InstructionTab[],
  current: number,
): TemplateResult | typeof nothing {
  if (view.guide === null || tabs.length < 2) return nothing;
  const names = view.guide.tabs;
  const move = (event: KeyboardEvent) => {
    const next = tabAfter(event, current, tabs.length, view.language.direction === "rtl");
    if (next === null || !(event.currentTarget instanceof Element)) return;
    event.preventDefault();
    view.openTab(next);
    event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-labelledby="how-to" @keydown=${move}>
    ${tabs.map(
      ({ tab }, index) => html`<button
        id="tab-${index}"
        part="tab"
        type="button"
        role="tab"
        aria-selected=${index === current ? "true" : "false"}
        aria-controls="steps"
        tabindex=${index === current ? "0" : "-1"}
        @click=${() => view.openTab(index)}
      >${names[tab]}</button>`,
    )}
  </div>`;
}

/** The instructions for paying, step by step, with a tab for each place to pay from. Empty until the guide is loaded. */
export function renderSteps(view: View, paying: Paying): TemplateResult | typeof nothing {
  const tabs = instructionTabs(paying);
  const current = Math.min(view.tab, tabs.length - 1);
  const tab = tabs[current];
  if (view.guide === null || tab === undefined || view.hidden.includes("steps")) return nothing;
  const isTabbed = tabs.length > 1;
  return html`<section class="how-to" part="steps">
    <h3 id="how-to">${view.guide.howTo}</h3>
    ${renderTabs(view, tabs, current)}
    <div
      id="steps"
      role=${isTabbed ? "tabpanel" : nothing}
      aria-labelledby=${isTabbed ? `tab-${current}` : nothing}
    >
      <ol role="list">
        ${stepTexts(view, paying, tab).map((step) => html`<li><span>${step}</span></li>`)}
      </ol>
    </div>
  </section>`;
}

export const stepsStyles = css`
  .how-to {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  h3 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    padding: 2px;
    border-radius: var(--_small-radius);
    background: var(--_soft);
  }
  .tabs button {
    flex: 1 0 auto;
    min-height: 40px;
    max-width: calc(100% - 4px);
    margin: 2px;
    padding: 6px 12px;
    border-color: transparent;
    border-radius: calc(var(--_small-radius) * 0.75);
    color: var(--_muted);
    font-size: 0.9375em;
    font-weight: 500;
  }
  .tabs button[aria-selected="true"] {
    background: var(--_surface);
    box-shadow: 0 1px 3px rgb(16 24 40 / 14%);
    color: var(--_text);
    font-weight: 600;
  }
  ol {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    list-style: none;
    counter-reset: step;
  }
  li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 12px;
    counter-increment: step;
  }
  li::before {
    content: counter(step);
    display: grid;
    place-items: center;
    width: 1.85em;
    height: 1.85em;
    border-radius: 50%;
    background: var(--_tint);
    color: var(--_accent);
    font-size: 0.8125em;
    font-weight: 700;
  }
  @container (max-width: 12em) {
    li {
      display: block;
    }
  }
  @media (forced-colors: active) {
    .tabs button[aria-selected="true"] {
      border-color: Highlight;
    }
  }
`;
