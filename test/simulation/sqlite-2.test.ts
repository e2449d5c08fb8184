import { describeSchedules } from "./support/describe-schedules.ts";

// These meet everything; the long run has as many as are asked for (npm run test:simulation).
describeSchedules({
  engine: "sqlite",
  count: 60,
  from: 111,
  part: [1, 2],
  // The only one of some hundred in which nobody makes a claim until its time is over.
  found: [
    [
      252,
      "meddling",
      "slowDatabase",
      "accountsMissing",
      "clocksFarAhead",
      "dirtyText",
      "refundsClaimed",
      "refundsApproved",
    ],
  ],
});
