import { describeSchedules } from "./support/describe-schedules.ts";

describeSchedules({ engine: "sqlite", count: 144, part: [1, 2] });
