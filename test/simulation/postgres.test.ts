import { describeSchedules } from "./support/describe-schedules.ts";

describeSchedules({ engine: "postgres", count: 16, part: [0, 1] });
