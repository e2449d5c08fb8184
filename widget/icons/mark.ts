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
  return svg`<svg class="brand" viewBox="-8 -8 40 40" width="40" height="40" aria-hidden="true"><rect x="-7.5" y="-7.5"
    width="39" height="39" rx="9"></rect><path fill=${color} d=${path}></path></svg>`;
}
