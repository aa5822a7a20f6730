import type { Parameter, Schema } from '../../api/document.js'
import { bodyExample, type Call, exampleFor } from './calls.js'

/** A form that really makes the call; client/docs.ts shows and sends it. */
export function Try({ call: { id, method, path, summary, parameters, body } }: { call: Call }) {
  return (
    <details class="try" hidden>
      <summary>Try it</summary>
      <form data-method={method} data-path={path} data-type={body?.type} aria-label={`Try: ${summary}`}>
        <div class="grid">
          {parameters.map(parameter => (
            <div class="field" key={parameter.name}>
              <label for={`${id}-${parameter.name}`}>{parameter.name}</label>
              <Value id={`${id}-${parameter.name}`} parameter={parameter} />
            </div>
          ))}
        </div>
        {body !== null && (
          <div class="field">
            <label for={`${id}-body`}>The body</label>
            <textarea id={`${id}-body`} name="body" rows={8} spellcheck={false}>
              {bodyExample(body)}
            </textarea>
          </div>
        )}
        <button type="submit">
          {method === 'DELETE' ? 'Really delete' : 'Send'} {method === 'DELETE' ? '' : method}
        </button>
        <div class="tried" role="status" />
      </form>
    </details>
  )
}

function Value({ id, parameter }: { id: string; parameter: Parameter }) {
  const { name, in: place, required, schema } = parameter
  const values = choices(schema)
  const shared = { id, name, 'data-in': place }
  if (values === null) {
    const example = exampleFor(parameter)
    return (
      <input
        {...shared}
        value={required ? example : undefined}
        placeholder={example || undefined}
        required={required}
        autocomplete="off"
        spellcheck={false}
      />
    )
  }
  return (
    <select {...shared}>
      {!required && <option value="" />}
      {values.map(value => (
        <option key={value}>{value}</option>
      ))}
    </select>
  )
}

function choices({ enum: values, type }: Schema): string[] | null {
  if (Array.isArray(values)) return values.map(String)
  return type === 'boolean' ? ['true', 'false'] : null
}
