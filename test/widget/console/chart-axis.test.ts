import { expect, test } from "vitest";
import { axisOf } from "../../../widget/console/story/chart-axis.ts";

test("a share's axis is from 0 to 1, whatever its lines are", () => {
  for (const heights of [[], [0], [0.4, null], [1]])
    expect(axisOf("shares", heights)).toMatchObject({ from: 0, to: 1 });
});

test.each([[[0]], [[1]], [[3, null, 2]], [[1_234_567]]])(
  "the marks of the counts %j are whole numbers",
  (heights) => {
    const { from, to, steps } = axisOf("counts", heights);
    expect(from).toBe(0);
    expect(to).toBeGreaterThanOrEqual(1);
    expect(to).toBeGreaterThanOrEqual(Math.max(...heights.map((height) => height ?? 0)));
    expect(steps?.every(Number.isInteger)).toBe(true);
  },
);

test("an axis of nothing still has a length", () => {
  for (const kind of ["counts", "shares", "lengths"] as const)
    expect(axisOf(kind, [null, 0]).to).toBeGreaterThan(0);
});
