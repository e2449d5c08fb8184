/** How high the axis of a chart goes, and where it has marks. Pure. */

export type HeightKind = "counts" | "shares" | "lengths";

export interface Axis {
  readonly from: number;
  readonly to: number;
  /** The distances that its marks may have; null: any. */
  readonly steps: readonly number[] | null;
}

/** A little above the highest point, so that its mark is seen whole. */
const headroom = 1.05;
/** 1, 2, 5, 10, 20, 50 … */
const wholeSteps = Array.from({ length: 15 }, (_, power) =>
  [1, 2, 5].map((digit) => digit * 10 ** power),
).flat();
const shareSteps = [0.1, 0.2, 0.25, 0.5, 1];

/** Every axis begins at 0. There is no half payment, and no share above 100 %. */
export function axisOf(kind: HeightKind, heights: readonly (number | null)[]): Axis {
  const highest = Math.max(0, ...heights.map((height) => height ?? 0));
  switch (kind) {
    case "shares":
      return { from: 0, to: 1, steps: shareSteps };
    case "counts":
      return { from: 0, to: Math.max(1, highest * headroom), steps: wholeSteps };
    case "lengths":
      return { from: 0, to: highest === 0 ? 1 : highest * headroom, steps: null };
    default:
      return kind satisfies never;
  }
}
