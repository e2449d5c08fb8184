/** Whether the page is inside another one. */
export function isFramed(): boolean {
  return window.top !== window;
}
