import { LitElement } from "lit";

/** An element whose own mistakes end in a screen that tells the customer the way on, and never in half a screen. */
export abstract class GuardedElement extends LitElement {
  #isBroken = false;

  /** Stops everything, and shows and reports the failure. Called once; nothing is drawn after it. */
  protected abstract breakDown(error: unknown): void;

  /** Runs a part of the element. Does nothing after a crash. */
  protected guard(run: () => void): void {
    if (this.#isBroken) return;
    try {
      run();
    } catch (error) {
      this.crash(error);
    }
  }

  protected crash(error: unknown): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.breakDown(error);
    // The page's own monitoring gets it with its stack, as it gets any uncaught error.
    setTimeout(() => {
      throw error;
    });
  }

  protected override performUpdate(): void {
    this.guard(() => super.performUpdate());
  }
}
