import { drawPaymentSlip, type PaymentSlip, paymentSlipFile, paymentSlipText } from "./payment-slip.ts";

/** How long a file stays available for the browser to save, in milliseconds. */
const keepMs = 60_000;

/** Lets the browser save a file, without a request to any server. */
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

/** Whether the browser can share with other apps. */
export function canShare(): boolean {
  return "share" in navigator;
}

/** Shares the slip as text, with its picture when the browser can share files. */
export async function shareSlip(slip: PaymentSlip, name: string): Promise<void> {
  const file = await paymentSlipFile(slip, name);
  const text = { title: slip.merchant, text: paymentSlipText(slip) };
  const withPicture = file === null ? text : { ...text, files: [file] };
  try {
    await navigator.share(navigator.canShare?.(withPicture) ? withPicture : text);
  } catch (error) {
    // The customer closed the dialog. Any other error is a bug.
    if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
  }
}

/**
 * Prints only the slip, from an empty frame, so that the page around the widget does not change. A script sets the
 * frame's size, because a strict CSP forbids `style` attributes.
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
