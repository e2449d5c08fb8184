/** What a provider objects to about us, in words of ours: a label of metrics, so the list is closed. */
const alarmCodes = {
  account_refused: true,
  coin_refused: true,
  payments_not_supported: true,
  permission_refused: true,
  provider_refused: true,
  quota_exceeded: true,
  redirect_refused: true,
  request_refused: true,
  scene_refused: true,
  signature_refused: true,
  time_refused: true,
  /** It sends customers where they may not go. */
  unsafe_redirect: true,
  /** A code of an adapter that is not in this list. The log names it. */
  other: true,
} as const;

export type AlarmCode = keyof typeof alarmCodes;

export function isAlarmCode(code: string): code is AlarmCode {
  return Object.hasOwn(alarmCodes, code);
}

/** All of them. */
export const knownAlarmCodes: readonly string[] = Object.keys(alarmCodes);
