/** What happens to a job after a run without an error: it is done, or it runs again at a time (epoch ms). */
export type JobOutcome =
  | { readonly kind: "done" }
  /** The batch that the run committed has ended the run. */
  | { readonly kind: "completed" }
  | {
      readonly kind: "again";
      readonly at: number;
      /**
       * The job's step for the next run: unchanged, or one more when the run used up a wait of the schedule.
       */
      readonly step: number;
    };
