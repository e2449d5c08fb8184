import { css } from "lit";

/** The private properties `--_…`. Each takes a documented `--pay-…` property, or its default in light and dark. */
export const tokens = css`
  :host {
    color-scheme: light dark;
    --_accent: var(--pay-accent, light-dark(#2447d6, #93a9ff));
    --_on-accent: var(--pay-on-accent, light-dark(#ffffff, #0c1226));
    --_surface: var(--pay-surface, light-dark(#ffffff, #15181f));
    --_soft: var(--pay-soft, light-dark(#f4f5f8, #1f232d));
    --_text: var(--pay-text, light-dark(#14171f, #f0f2f6));
    --_muted: var(--pay-muted, light-dark(#596070, #a9b0bf));
    --_line: var(--pay-line, light-dark(#e1e4ea, #333947));
    --_control: var(--pay-control, light-dark(#818998, #79818f));
    --_success: var(--pay-success, light-dark(#0b7a43, #62d99e));
    --_danger: var(--pay-danger, light-dark(#b3261e, #ffa39a));
    --_focus: var(--pay-focus, var(--_accent));
    --_radius: var(--pay-radius, 14px);
    --_small-radius: calc(var(--_radius) * 0.7);
    --_tint: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
    --_shadow: var(
      --pay-shadow,
      0 0 0 1px var(--_line),
      0 1px 2px rgb(16 24 40 / 4%),
      0 12px 32px -12px rgb(16 24 40 / 14%)
    );
  }
  :host([theme="light"]) {
    color-scheme: light;
  }
  :host([theme="dark"]) {
    color-scheme: dark;
  }
`;
