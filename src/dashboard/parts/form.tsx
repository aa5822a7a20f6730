import { type ComponentChildren, createContext, type InputHTMLAttributes, type VNode } from 'preact'
import { useContext } from 'preact/hooks'
import { timeWanted } from '../../api/formats.js'
import { may, type Right } from '../../auth/access.js'
import { againField, type FormState } from '../form.js'
import { useView } from '../view.js'

interface FormProps {
  action: string
  /** Shows its problems that belong to none of its fields. */
  state?: FormState
  /** The names of its fields. */
  fields?: readonly string[]
  class?: string
  /** The file field of an upload needs multipart/form-data. */
  enctype?: string
  /** What a key must be allowed to do; others do not get the form. */
  needs?: Right
  children: ComponentChildren
}

/** The name of the first wrong field of the form around; undefined outside a `Form`. */
const FirstWrong = createContext<string | null | undefined>(undefined)

/**
 * A form that changes something: a POST, with the token that proves it came from this service.
 * People whose key may not do so are told instead of filling it in for nothing.
 */
export function Form({
  action,
  state,
  fields = [],
  class: className,
  enctype,
  needs = 'links',
  children,
}: FormProps) {
  const { csrfToken, viewer } = useView()
  if (viewer !== null && !may(viewer, needs)) {
    // A lone button, as in each row of a table, just goes.
    const isButton = state === undefined && className === undefined
    if (isButton) return null
    const isForRole = may({ ...viewer, limited: false }, needs)
    const yours = isForRole ? 'limited to some accounts' : viewer.role
    return <p class="hint">This needs a key that may do more than yours ({yours}).</p>
  }
  const others = (state?.problems ?? []).filter(({ field }) => !fields.some(name => concerns(field, name)))
  const wrong = fields.find(name => state?.problems.some(({ field }) => concerns(field, name))) ?? null
  return (
    <form method="post" action={action} class={className} encType={enctype}>
      <input type="hidden" name="_csrf" value={csrfToken} />
      {state !== undefined && <input type="hidden" name={againField} value="" />}
      {others.length > 0 && (
        <div class="problems" role="alert" {...(wrong === null && { tabIndex: -1, autofocus: true })}>
          {others.map(({ field, message }) => (
            <p key={`${field} ${message}`}>{field === '' ? message : `${field}: ${message}`}</p>
          ))}
        </div>
      )}
      <FirstWrong.Provider value={wrong}>{children}</FirstWrong.Provider>
    </form>
  )
}

interface FieldProps {
  name: string
  /** Unique on its page; by default the name. */
  id?: string
  label: string
  state: FormState
  type?: 'text' | 'password' | 'url' | 'number' | 'date' | 'datetime-local' | 'file' | 'color'
  hint?: string
  placeholder?: string
  required?: boolean
  autocomplete?: string
  inputMode?: 'numeric' | 'url' | 'text'
  /** The id of a <datalist> with suggested values. */
  list?: string
  /** Lines of a text area; without it, a single-line input. */
  rows?: number
  maxLength?: number
  /** Attributes for scripts, such as { 'data-count': '280' }. */
  data?: Record<string, string>
}

/** A labelled field that keeps what was typed and shows its problem next to it. */
export function Field({
  name,
  id = name,
  label,
  state,
  hint,
  rows,
  type = 'text',
  data = {},
  ...rest
}: FieldProps) {
  const { described, notes } = useNotes({ name, id, state, hint, type })
  const value = state.values[name] ?? ''
  const common = { id, name, ...described, ...rest, ...data }
  // The types of the attributes depend on the type of the input, which is known only at run time.
  const input = {
    type,
    value: type === 'password' ? '' : value,
    ...common,
  } as InputHTMLAttributes<HTMLInputElement>
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {rows === undefined ? (
        <input {...input} />
      ) : (
        <textarea rows={rows} {...common}>
          {value}
        </textarea>
      )}
      {notes}
    </div>
  )
}

interface Noted {
  name: string
  /** Of the field. */
  id: string
  state: FormState
  hint?: string | undefined
  type?: string
}

/**
 * The notes below a field, and the attributes that tie it to them. The first wrong field of a form
 * gets the focus when the page is shown, also without JavaScript.
 */
export function useNotes({ name, id, state, hint, type = 'text' }: Noted): {
  described: { 'aria-invalid'?: true; 'aria-describedby'?: string; autofocus?: true }
  notes: VNode
} {
  const around = useContext(FirstWrong)
  const problems = state.problems.filter(({ field }) => concerns(field, name))
  const isWrong = problems.length > 0
  const first = around === undefined ? concerns(state.problems[0]?.field ?? '', name) : around === name
  const ids = [hint !== undefined && `${id}-hint`, isWrong && `${id}-problem`].filter(Boolean).join(' ')
  return {
    described: {
      ...(isWrong && { 'aria-invalid': true }),
      ...(ids !== '' && { 'aria-describedby': ids }),
      ...(isWrong && first && { autofocus: true }),
    },
    notes: (
      <>
        {hint !== undefined && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        {isWrong && (
          <p class="problem" id={`${id}-problem`}>
            {problems.map(({ message }) => sentence(inField(message, type))).join(' ')}
          </p>
        )}
      </>
    ),
  }
}

/** A field with several entries shows the problems of each: tags[1] belongs to the field tags. */
function concerns(problemField: string, name: string): boolean {
  return problemField === name || problemField.startsWith(`${name}[`)
}

/** A browser's field for times takes no zone. */
function inField(message: string, type: string): string {
  if (message !== timeWanted) return message
  if (type === 'date') return 'must be a day, of a year from 1 to 9999'
  return 'must be a day and a time, such as 2026-01-31T12:00, of a year from 1 to 9999'
}

/** "must not be empty" → "Must not be empty." */
function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
