/**
 * Whether the customer holds the device that the money is paid with. The size of the screen counts, too, and not that of
 * the page: a frame on a desktop may be as narrow as a phone.
 */
export function isPhone(): boolean {
  return window.matchMedia("(pointer: coarse), (max-device-width: 600px)").matches;
}
