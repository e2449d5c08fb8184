import { type SVGTemplateResult, svg } from "lit";

/** An icon of one path on a 24 × 24 grid. Screen readers skip it, because the text beside it says the same. */
export function svgIcon(path: string): SVGTemplateResult {
  return svg`<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.75"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${path}></path></svg>`;
}
