import type { Barcode } from "../codes/barcode.ts";
import { barcodeQuietZone, qrQuietZone } from "../codes/code-paths.ts";
import type { QrMatrix } from "../codes/qr.ts";

/** Everything that a customer needs for paying, to print, save or share. */
export interface PaymentSlip {
  readonly merchant: string;
  readonly amount: string;
  /** "Payment code", "Account number". */
  readonly codeLabel: string;
  /** In groups, as on screen; null for a QR. */
  readonly code: string | null;
  readonly barcode: Barcode | null;
  readonly qr: QrMatrix | null;
  /** What a bank's form asks for besides the number, as names and values. */
  readonly details: readonly (readonly [name: string, value: string])[];
  /** Lines such as "Reference: order-1001". */
  readonly lines: readonly string[];
  readonly steps: readonly string[];
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
}

const slipWidth = 380;
const slipMargin = 28;
/** Canvas pixels for each unit of the drawing, so that it is sharp on paper and on dense screens. */
const pixelScale = 3;
const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly slip: PaymentSlip;
  y: number;
}

/** The places at which a text may break. Chrome 83 and Firefox before 125 know only the spaces between words. */
function splitWords(text: string, locale: string): readonly string[] {
  if (!("Segmenter" in Intl)) return text.split(/(?= )/);
  return Array.from(
    new Intl.Segmenter(locale, { granularity: "word" }).segment(text),
    ({ segment }) => segment,
  );
}

function wrap({ context, slip }: Pen, text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const segment of splitWords(text, slip.locale)) {
    if (line !== "" && context.measureText(line + segment).width > width) {
      lines.push(line.trim());
      line = segment.trimStart();
    } else {
      line += segment;
    }
  }
  return [...lines, line.trim()];
}

function write(
  pen: Pen,
  text: string,
  look: { size: number; weight: number; color: string; after: number },
): void {
  const { context, slip } = pen;
  context.font = `${look.weight} ${look.size}px ${fontFamily}`;
  context.fillStyle = look.color;
  context.direction = slip.direction;
  context.textAlign = "start";
  context.textBaseline = "top";
  const x = slip.direction === "rtl" ? slipWidth - slipMargin : slipMargin;
  for (const line of wrap(pen, text, slipWidth - 2 * slipMargin)) {
    context.fillText(line, x, pen.y);
    pen.y += look.size * 1.4;
  }
  pen.y += look.after;
}

function drawBarcode(pen: Pen, { modules }: Barcode): void {
  const unit =
    Math.max(1, Math.floor((slipWidth * pixelScale) / (modules.length + 2 * barcodeQuietZone))) / pixelScale;
  const left = (slipWidth - modules.length * unit) / 2;
  pen.context.fillStyle = "#000";
  for (let index = 0; index < modules.length; index += 1) {
    if (modules[index] === "1") pen.context.fillRect(left + index * unit, pen.y, unit, 76);
  }
  pen.y += 92;
}

function drawQr(pen: Pen, { size, isDark }: QrMatrix): void {
  const unit = Math.floor((260 * pixelScale) / (size + 2 * qrQuietZone)) / pixelScale;
  const left = (slipWidth - size * unit) / 2;
  pen.context.fillStyle = "#000";
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (isDark(row, column)) pen.context.fillRect(left + column * unit, pen.y + row * unit, unit, unit);
    }
  }
  pen.y += size * unit + 20;
}

const detailLines = ({ details }: PaymentSlip) => details.map(([name, value]) => `${name}: ${value}`);

/** Draws the slip from top to bottom. Returns its height. */
function drawAll(context: CanvasRenderingContext2D, slip: PaymentSlip): number {
  const pen: Pen = { context, slip, y: slipMargin };
  const ink = "#14171f";
  const grey = "#596070";
  write(pen, slip.merchant, { size: 16, weight: 600, color: ink, after: 2 });
  write(pen, slip.amount, { size: 32, weight: 700, color: ink, after: 14 });
  write(pen, slip.codeLabel, { size: 13, weight: 400, color: grey, after: 0 });
  if (slip.code !== null) write(pen, slip.code, { size: 21, weight: 600, color: ink, after: 14 });
  if (slip.barcode !== null) drawBarcode(pen, slip.barcode);
  if (slip.qr !== null) drawQr(pen, slip.qr);
  for (const line of detailLines(slip)) write(pen, line, { size: 14, weight: 600, color: ink, after: 3 });
  for (const line of slip.lines) write(pen, line, { size: 14, weight: 400, color: ink, after: 3 });
  pen.y += 12;
  for (const [index, step] of slip.steps.entries()) {
    write(pen, `${index + 1}. ${step}`, { size: 13, weight: 400, color: grey, after: 4 });
  }
  return pen.y + slipMargin - 8;
}

/** The slip as a picture, dark on white in every theme; null without a canvas. */
export function drawPaymentSlip(slip: PaymentSlip): HTMLCanvasElement | null {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (context === null) return null;
  const height = Math.ceil(drawAll(context, slip));
  // Setting the size clears the canvas. The first drawing only measured the height.
  canvas.width = slipWidth * pixelScale;
  canvas.height = height * pixelScale;
  context.scale(pixelScale, pixelScale);
  context.fillStyle = "#fff";
  context.fillRect(0, 0, slipWidth, height);
  drawAll(context, slip);
  return canvas;
}

/** The slip as a PNG file. */
export async function paymentSlipFile(slip: PaymentSlip, name: string): Promise<File | null> {
  const canvas = drawPaymentSlip(slip);
  const blob = await new Promise<Blob | null>((resolve) => {
    if (canvas === null) resolve(null);
    else canvas.toBlob(resolve, "image/png");
  });
  return blob === null ? null : new File([blob], `${name}.png`, { type: "image/png" });
}

/** The slip as text, for a message. */
export function paymentSlipText(slip: PaymentSlip): string {
  const code = slip.code === null ? [] : [`${slip.codeLabel}: ${slip.code.replace(/ /g, "")}`];
  return [`${slip.merchant}: ${slip.amount}`, ...code, ...detailLines(slip), ...slip.lines].join("\n");
}
