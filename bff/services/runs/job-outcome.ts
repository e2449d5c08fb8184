/** What a job does after a run that went well: nothing more, or the same again at a time (epoch ms). */
export type JobOutcome =
  | { readonly kind: "done" }
  | {
      readonly kind: "again";
      readonly at: number;
      /** Where it is in its schedule then: as it was, or one further when the run used up a wait. */
      readonly step: number;
    };
