/** What a job does after a run that went well: nothing more, or the same again at a time (epoch ms). */
export type JobOutcome =
  | { readonly kind: "done" }
  /** The run has been ended in a batch of its own work. */
  | { readonly kind: "completed" }
  | {
      readonly kind: "again";
      readonly at: number;
      /** Where it is in its schedule then: as it was, or one further when the run used up a wait. */
      readonly step: number;
    };
