import { describeSchedules } from "./support/describe-schedules.ts";

describeSchedules({
  engine: "sqlite",
  count: 110,
  part: [0, 2],
  found: [
    38, 87, 123, 137, 142, 182, 192, 1_003_489, 1_004_260, 1_008_917, 5_000_853, 5_003_357, 5_004_564,
    5_007_926,
  ],
});
