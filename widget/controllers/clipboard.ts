/** The old way, which frames without the permission still have. It copies `text`, whatever is selected. */
function copyByCommand(text: string): boolean {
  let isCopied = false;
  const give = (event: ClipboardEvent) => {
    if (event.clipboardData === null) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
    isCopied = true;
  };
  window.addEventListener("copy", give, { capture: true });
  try {
    return document.execCommand("copy") && isCopied;
  } finally {
    window.removeEventListener("copy", give, { capture: true });
  }
}

/**
 * Copies text to the clipboard. Returns true only when the browser confirms it.
 * @param select selects the text on screen, which the old way needs in some browsers; where that fails, too, the customer
 * can copy it by hand
 */
export async function copyText(text: string, select: () => void): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, no user gesture, no secure context, or no clipboard.
    select();
    const ok = copyByCommand(text);
    if (ok) window.getSelection()?.removeAllRanges();
    return ok;
  }
}

/** Selects an element's text, inside a shadow root too. */
export function selectText(element: Element): void {
  const selection = window.getSelection();
  selection?.selectAllChildren(element);
}
