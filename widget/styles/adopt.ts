import { adoptStyles, type CSSResult, type ReactiveController } from "lit";
import { firstStyles } from "./first.ts";
import { laterStyles } from "./later.ts";

/** The shadow roots that have all their styles, and the document in which each got them. */
const complete = new WeakMap<ParentNode, Document>();

/** A sheet that documents of this window can adopt. An adopted sheet belongs to one document. */
function sheetFor(view: Window & typeof globalThis, styles: CSSResult): CSSStyleSheet {
  // Lit has made this one for the first element already, in the document in which the widget's script runs.
  const made = view === window ? styles.styleSheet : undefined;
  if (made !== undefined) return made;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(styles.cssText);
  return sheet;
}

/** Adds the later styles as `<style>`, where a browser has no sheets to adopt (Safari before 16.4, Firefox before 101). */
function addElements(root: ParentNode): void {
  if (complete.has(root) || !(root instanceof ShadowRoot)) return;
  complete.set(root, document);
  // The linked sheet has all styles.
  if (root.querySelector("link") === null) adoptStyles(root, laterStyles);
}

/**
 * Gives a shadow root all styles: once, and again when its element has come into another document, such as a frame or a
 * window beside the page. Its adopted sheets stay behind then.
 */
export function addStyles(root: ParentNode & Node): void {
  const { ownerDocument } = root;
  if (!("adoptedStyleSheets" in root)) {
    addElements(root);
  } else if (ownerDocument?.defaultView && complete.get(root) !== ownerDocument) {
    const { defaultView } = ownerDocument;
    complete.set(root, ownerDocument);
    root.adoptedStyleSheets = [...firstStyles, ...laterStyles].map((styles) => sheetFor(defaultView, styles));
  }
}

/** Gives an element its styles again before anyone sees it in another document. */
export function restyle({ renderRoot }: { readonly renderRoot: ParentNode & Node }): ReactiveController {
  return {
    hostConnected() {
      if (complete.has(renderRoot)) addStyles(renderRoot);
    },
  };
}
