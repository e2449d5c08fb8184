import { describeSchedules } from "./support/describe-schedules.ts";

describeSchedules({ engine: "postgres", count: 10, part: [0, 1] });
