/** Copies text to the clipboard. Returns true only when the browser confirms it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, no user gesture, no secure context, or no clipboard: in each case the caller selects the text, so
    // that the customer can copy it by hand.
    return false;
  }
}

/** Selects an element's text, inside a shadow root too. */
export function selectText(element: Element): void {
  const selection = window.getSelection();
  selection?.selectAllChildren(element);
}
