import { isFramed } from "./framed.ts";
import { localProblem } from "./problem.ts";

/** The sandbox of the frame keeps the browser from any page outside of it. */
export const frameClosed = localProblem(
  "redirect_blocked",
  "The frame is sandboxed without allow-popups and allow-top-navigation, so no payment page can be opened from it.",
);

/** Opens a window, or looks for one. null where the sandbox of the frame forbids it. */
export function openWindow(url: string, target: string): Window | null {
  try {
    return window.open(url, target);
  } catch {
    // Firefox throws where the others answer null.
    return null;
  }
}

/** Whether the frame may navigate the top page now. An empty address navigates nothing. */
export function mayMoveTop(): boolean {
  return openWindow("", "_top") !== null;
}

/** Follows a link of a window's own, because `window.open()` and `location` would send the `Referer` along. */
function followFrom({ document: from }: Window, url: string, target: "_self" | "_top"): void {
  const link = from.createElement("a");
  link.href = url;
  link.rel = "noreferrer";
  link.target = target;
  from.body.append(link);
  link.click();
  link.remove();
}

/** Opens a page outside of the frame: in a new tab, else in place of the page around. Answers whether that was possible. */
function openOutside(url: string): boolean {
  const tab = openWindow("", "_blank");
  if (tab === null && !mayMoveTop()) return false;
  if (tab !== null) tab.opener = null;
  if (tab === null) followFrom(window, url, "_top");
  else followFrom(tab, url, "_self");
  return true;
}

/**
 * Follows a link that leads out of a frame. The browser itself would drop the click without a word where the frame is
 * sandboxed without `allow-popups`. Other clicks, and those with a key that asks for a window or a file, are the browser's.
 * @param onClosed is called when nothing could be opened
 */
export function followOutward(event: Event, onClosed: () => void): void {
  if (!isFramed() || !(event instanceof MouseEvent) || !(event.target instanceof Element)) return;
  const link = event.target.closest("a");
  if (link === null || link.target !== "_blank") return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (!openOutside(link.href)) onClosed();
}

/**
 * Whether this document may send forms. A sandbox without `allow-forms` drops a form before its `submit` event. Safari sends
 * the event all the same; there, and without `requestSubmit()`, this answers true.
 */
export function maySendForms(): boolean {
  // In a shadow root, so that the page's own listeners hear nothing.
  const host = document.createElement("div");
  const form = document.createElement("form");
  let isHeard = form.requestSubmit === undefined;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    isHeard = true;
  });
  host.attachShadow({ mode: "closed" }).append(form);
  document.body.append(host);
  form.requestSubmit?.();
  host.remove();
  return isHeard;
}
