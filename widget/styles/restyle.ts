import type { ReactiveController } from "lit";
import { firstStyles } from "./first.ts";
import { laterStyles } from "./later.ts";

/**
 * Gives an element its styles again when it was moved into another document, such as a frame or a window beside the page. Its
 * adopted sheets stay behind, because each of them belongs to one document.
 */
export class Restyle implements ReactiveController {
  #document: Document;
  readonly #host: { readonly renderRoot: ParentNode & Node };

  constructor(host: { readonly renderRoot: ParentNode & Node }) {
    this.#host = host;
    this.#document = host.renderRoot.ownerDocument ?? document;
  }

  hostConnected(): void {
    const { renderRoot } = this.#host;
    const { ownerDocument } = renderRoot;
    if (ownerDocument === null || ownerDocument === this.#document) return;
    this.#document = ownerDocument;
    const { defaultView } = ownerDocument;
    // Without sheets to adopt, the styles are in the element itself, and have come along.
    if (defaultView === null || !(renderRoot instanceof ShadowRoot) || !("adoptedStyleSheets" in renderRoot))
      return;
    renderRoot.adoptedStyleSheets = [...firstStyles, ...laterStyles].map(({ cssText }) => {
      const sheet = new defaultView.CSSStyleSheet();
      sheet.replaceSync(cssText);
      return sheet;
    });
  }
}
