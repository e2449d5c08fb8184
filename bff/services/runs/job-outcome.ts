/** What a job has to do after a run: nothing more, or the same again at a time (epoch ms). */
export type JobOutcome =
  | { readonly kind: "done" }
  | {
      readonly kind: "again";
      readonly at: number;
      /** Counts as this many runs so far, where it is not one more. */
      readonly attempts?: number;
    };
