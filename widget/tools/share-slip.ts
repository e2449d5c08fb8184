import { drawPaymentSlip, type PaymentSlip, paymentSlipFile, paymentSlipText } from "./payment-slip.ts";

/** Long enough for the browser to have taken the file, in milliseconds. */
const keepMs = 60_000;

/** Gives the customer a file to keep. Nothing is asked of any server. */
export function saveFile(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keepMs);
}

/** Saves the slip as a picture. */
export async function saveSlip(slip: PaymentSlip, name: string): Promise<void> {
  const file = await paymentSlipFile(slip, name);
  if (file !== null) saveFile(file);
}

/** Whether the browser can hand things to other apps. */
export function canShare(): boolean {
  return "share" in navigator;
}

/** Hands the slip to another app, with its picture where that app takes pictures. */
export async function shareSlip(slip: PaymentSlip, name: string): Promise<void> {
  const file = await paymentSlipFile(slip, name);
  const text = { title: slip.merchant, text: paymentSlipText(slip) };
  const withPicture = file === null ? text : { ...text, files: [file] };
  try {
    await navigator.share(navigator.canShare?.(withPicture) ? withPicture : text);
  } catch (error) {
    // The customer closed the sheet; anything else is worth knowing.
    if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
  }
}

/**
 * Prints the slip alone, whatever page the widget is in, from an empty frame: the page around stays as it is. The
 * frame's size is set by script, because a `style` attribute would need an exception from a strict CSP.
 */
export function printSlip(slip: PaymentSlip): void {
  const canvas = drawPaymentSlip(slip);
  if (canvas === null) return;
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  Object.assign(frame.style, { position: "fixed", inlineSize: "0", blockSize: "0", border: "0" });
  document.body.append(frame);
  const page = frame.contentWindow;
  if (page === null) {
    frame.remove();
    return;
  }
  Object.assign(canvas.style, {
    inlineSize: "100mm",
    blockSize: "auto",
    display: "block",
    marginInline: "auto",
  });
  page.document.title = slip.merchant;
  page.document.body.append(page.document.adoptNode(canvas));
  page.addEventListener("afterprint", () => frame.remove());
  page.focus();
  page.print();
}
