/** Fields of forms. What somebody has typed is never written over: a value is set once, as the field's default. */
import { html, nothing, type TemplateResult } from "lit";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: string;
  readonly isRequired?: boolean;
  readonly type?: "text" | "password" | "datetime-local" | "date" | "number" | "email" | "search";
  readonly autocomplete?: AutoFill;
  readonly inputmode?: "numeric" | "decimal" | "email" | "tel" | "text";
  readonly pattern?: string;
  readonly maxlength?: number;
}

export function field(wanted: Field): TemplateResult {
  const { name, label, value = "", hint, type = "text" } = wanted;
  const hintId = `hint-${name}`;
  return html`<label class="field"><span>${label}</span>
    <input name=${name} type=${type} value=${value} ?required=${wanted.isRequired === true}
      autocomplete=${wanted.autocomplete ?? "off"} inputmode=${wanted.inputmode ?? nothing}
      pattern=${wanted.pattern ?? nothing} maxlength=${wanted.maxlength ?? nothing}
      aria-describedby=${hint === undefined ? nothing : hintId} spellcheck="false" autocapitalize="none">
    ${hint === undefined ? nothing : html`<small id=${hintId}>${hint}</small>`}
  </label>`;
}

export function longField({ name, label, isRequired = false, maxlength = 500 }: Field): TemplateResult {
  return html`<label class="field"><span>${label}</span>
    <textarea name=${name} rows="3" maxlength=${maxlength} ?required=${isRequired}></textarea></label>`;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function select(options: {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly choices: readonly Choice[];
  readonly onChange?: (value: string) => void;
}): TemplateResult {
  const { name, label, value = "", choices, onChange } = options;
  const take = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLSelectElement) onChange?.(currentTarget.value);
  };
  return html`<label class="field"><span>${label}</span>
    <select name=${name} @change=${take}>${choices.map(
      (choice) =>
        html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</option>`,
    )}</select></label>`;
}

/** One of a few, all to be seen at once. */
export function radios(options: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange?: (value: string) => void;
}): TemplateResult {
  const { name, label, value, choices, onChange } = options;
  return html`<fieldset class="radios"><legend>${label}</legend>${choices.map(
    (
      choice,
    ) => html`<label><input type="radio" name=${name} value=${choice.value} required ?checked=${choice.value === value}
      @change=${() => onChange?.(choice.value)}> <span>${choice.label}</span></label>`,
  )}</fieldset>`;
}

export function checkbox(name: string, label: string): TemplateResult {
  return html`<label class="check"><input type="checkbox" name=${name} value="yes"> <span>${label}</span></label>`;
}

/** The text of a field; empty where it is missing. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}
