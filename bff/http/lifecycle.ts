/** Whether the process is going away, and who wants to know: open streams end themselves, `/readyz` says no. */
export interface Lifecycle {
  isDraining(): boolean;
  /**
   * Calls `action` once, when draining starts; at once if it has.
   *
   * @returns a function that takes the wish back.
   */
  onDrain(action: () => void): () => void;
  /** Starts draining. A second call does nothing. */
  drain(): void;
}

export function createLifecycle(): Lifecycle {
  const actions = new Set<() => void>();
  let draining = false;
  return {
    isDraining: () => draining,
    onDrain(action) {
      if (draining) {
        action();
        return () => undefined;
      }
      actions.add(action);
      return () => void actions.delete(action);
    },
    drain() {
      if (draining) return;
      draining = true;
      for (const action of actions) action();
      actions.clear();
    },
  };
}
