/** Puts text on the clipboard; true only when the browser says that it is there. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, no user gesture, no secure context, or a browser without a clipboard: all the same to the
    // customer, who now gets the text selected to copy it by hand.
    return false;
  }
}

/** Selects an element's text, across the shadow root's border. */
export function selectText(element: Element): void {
  const selection = window.getSelection();
  selection?.selectAllChildren(element);
}
