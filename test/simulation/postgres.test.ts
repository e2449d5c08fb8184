import { describeSchedules } from "./support/describe-schedules.ts";

describeSchedules({ engine: "postgres", count: 5, part: [0, 1] });
