import type { FormState } from '../form.js'
import { useNotes } from './form.js'

interface SelectProps {
  name: string
  id?: string
  label: string
  state: FormState
  /** The value sent, and the label shown for it. */
  options: readonly (readonly [value: string, text: string])[]
}

/** A choice of one from a few. */
export function Select({ name, id = name, label, state, options }: SelectProps) {
  const { described, notes } = useNotes({ name, id, state })
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} {...described}>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={state.values[name] === value}>
            {text}
          </option>
        ))}
      </select>
      {notes}
    </div>
  )
}
