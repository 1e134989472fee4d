interface FieldProps<T> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export const TextField = ({ label, value, onChange }: FieldProps<string>) => (
  <label class="field">
    <span>{label}</span>
    <input
      type="text"
      value={value}
      autocomplete="off"
      spellcheck={false}
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
    />
  </label>
);

interface NumberFieldProps extends FieldProps<number> {
  readonly min: number;
  readonly max: number;
}

export const NumberField = ({ label, value, min, max, onChange }: NumberFieldProps) => (
  <label class="field">
    <span>{label}</span>
    <input
      type="number"
      required
      value={value}
      min={min}
      max={max}
      onInput={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
    />
  </label>
);

interface ChoiceFieldProps extends FieldProps<string> {
  readonly options: readonly { readonly value: string; readonly title: string }[];
}

export const ChoiceField = ({ label, value, options, onChange }: ChoiceFieldProps) => (
  <label class="field">
    <span>{label}</span>
    <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.title}
        </option>
      ))}
    </select>
  </label>
);
