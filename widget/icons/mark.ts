import { type SVGTemplateResult, svg } from "lit";

/** A brand's sign, in one colour on a 24 × 24 grid. */
export interface Mark {
  /** The brand's own. */
  readonly color: string;
  readonly path: string;
}

/**
 * A mark on a white tile of 40 × 40: brands choose their colours for white, and some could not be seen on a dark card.
 * Screen readers skip it, because the name stands beside it.
 */
export function brandIcon({ color, path }: Mark): SVGTemplateResult {
  return svg`<svg class="brand" viewBox="-5 -5 34 34" width="40" height="40" aria-hidden="true"><rect x="-4.5" y="-4.5"
    width="33" height="33" rx="7"></rect><path fill=${color} d=${path}></path></svg>`;
}
