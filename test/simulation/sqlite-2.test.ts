import { describeSchedules } from "./support/describe-schedules.ts";

describeSchedules({ engine: "sqlite", count: 110, part: [1, 2] });
