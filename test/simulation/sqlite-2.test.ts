import { describeSchedules } from "./support/describe-schedules.ts";

describeSchedules({ engine: "sqlite", count: 120, part: [1, 2] });
