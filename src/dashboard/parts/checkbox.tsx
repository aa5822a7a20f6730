import type { FormState } from '../form.js'
import { useNotes } from './form.js'

interface CheckboxProps {
  name: string
  id?: string
  label: string
  state: FormState
  hint?: string
}

/** Yes or no: the form sends "on" or nothing. */
export function Checkbox({ name, id = name, label, state, hint }: CheckboxProps) {
  const { described, notes } = useNotes({ name, id, state, hint })
  return (
    <div class="field">
      <label class="check" for={id}>
        <input type="checkbox" id={id} name={name} checked={state.values[name] === 'on'} {...described} />
        {label}
      </label>
      {notes}
    </div>
  )
}
