import type { FormState } from '../form.js'

interface CheckboxProps {
  name: string
  label: string
  state: FormState
  hint?: string
}

/** Yes or no: the form sends "on" or nothing. */
export function Checkbox({ name, label, state, hint }: CheckboxProps) {
  return (
    <div class="field">
      <label class="check">
        <input
          type="checkbox"
          name={name}
          checked={state.values[name] === 'on'}
          aria-describedby={hint === undefined ? undefined : `${name}-hint`}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
