import type { SVGTemplateResult } from "lit";
import { svgIcon } from "./svg-icon.ts";

const paths = {
  check: "m5 12.5 4.5 4.5L19 7.5",
  cross: "m7 7 10 10M17 7 7 17",
  back: "M9 5 4 10l5 5M4 10h10a5 5 0 0 1 0 10h-4",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5V12l3 2",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  print: "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
  image: "M4 4h16v16H4zM4 16l5-5 4 4 3-3 4 4M15 8.5h.01",
  share: "M12 15V3M8 7l4-4 4 4M5 12v9h14v-9",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
  out: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
} as const;

/** An icon of the widget's own controls and screens. */
export type UiIconName = keyof typeof paths;

/** The icon beside a button's text, or alone on an end screen. */
export function uiIcon(name: UiIconName): SVGTemplateResult {
  return svgIcon(paths[name]);
}
