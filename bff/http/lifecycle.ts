/**
 * Says whether the process is shutting down, and tells those who must react: open streams end, `/readyz`
 * answers 503.
 */
export interface Lifecycle {
  isDraining(): boolean;
  /**
   * Calls `action` once when draining starts, or at once if it has started. @returns a function that
   * unsubscribes.
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
