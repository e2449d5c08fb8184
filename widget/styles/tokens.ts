import { css } from "lit";

/**
 * The private properties `--_…`. Each takes a documented `--pay-…` property, or its default in light and dark.
 *
 * `--_light` and `--_dark` choose between the two where browsers lack `light-dark()`: `initial` lets the colour
 * through that stands after it as a fallback, and an empty value takes its place.
 */
export const tokens = css`
  :host {
    color-scheme: light;
    --_light: initial;
    --_dark: ;
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      color-scheme: dark;
      --_light: ;
      --_dark: initial;
    }
  }
  :host([theme="dark"]) {
    color-scheme: dark;
    --_light: ;
    --_dark: initial;
  }
  :host {
    --_accent: var(--pay-accent, var(--_light, #2447d6) var(--_dark, #93a9ff));
    --_on-accent: var(--pay-on-accent, var(--_light, #ffffff) var(--_dark, #0c1226));
    --_surface: var(--pay-surface, var(--_light, #ffffff) var(--_dark, #15181f));
    --_soft: var(--pay-soft, var(--_light, #f4f5f8) var(--_dark, #1f232d));
    --_text: var(--pay-text, var(--_light, #14171f) var(--_dark, #f0f2f6));
    --_muted: var(--pay-muted, var(--_light, #596070) var(--_dark, #a9b0bf));
    --_line: var(--pay-line, var(--_light, #e1e4ea) var(--_dark, #333947));
    --_control: var(--pay-control, var(--_light, #818998) var(--_dark, #79818f));
    --_success: var(--pay-success, var(--_light, #0b7a43) var(--_dark, #62d99e));
    --_danger: var(--pay-danger, var(--_light, #b3261e) var(--_dark, #ffa39a));
    --_focus: var(--pay-focus, var(--_accent));
    --_radius: var(--pay-radius, 14px);
    --_small-radius: var(--pay-control-radius, calc(var(--_radius) * 0.7));
    --_space: var(--pay-space, 16px);
    --_pad: var(--pay-padding, calc(var(--_space) * 1.5));
    --_gap: var(--pay-gap, 10px);
    --_height: var(--pay-control-height, 52px);
    --_control-pad: var(--pay-control-padding, 14px);
    --_method-height: var(--pay-method-height, 68px);
    --_width: var(--pay-width, 480px);
    --_tint: var(--_soft);
    --_danger-tint: var(--_soft);
    --_shadow: var(
      --pay-shadow,
      0 0 0 1px var(--_line),
      0 1px 2px rgb(16 24 40 / 4%),
      0 12px 32px -12px rgb(16 24 40 / 14%)
    );
  }
  @supports (color: color-mix(in srgb, red, red)) {
    :host {
      --_tint: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
      --_danger-tint: color-mix(in srgb, var(--_danger) 10%, var(--_surface));
    }
  }
`;
