import type { Document, Schema } from '../../api/document.js'
import { type Call, callsByTag } from './calls.js'
import { Fields, fieldsOf, nameOf, Prose, TypeName, typeAnchor } from './fields.js'
import { Operation } from './operation.js'

/** The document as a reference: its contents, every call by its tag, and the types they share. */
export function Reference({ document, baseUrl }: { document: Document; baseUrl: string }) {
  const groups = callsByTag(document)
  const schemas = (document.components.schemas ?? {}) as Record<string, Schema>
  const bodies = bodyTypes(groups.flatMap(({ calls }) => calls))
  const told = new Set(bodies.keys())
  return (
    <div class="reference">
      <nav class="contents" aria-label="Calls">
        <details open>
          <summary>Calls</summary>
          {groups.map(({ name, calls }) => (
            <div key={name}>
              <a href={`#${name}`}>
                <strong>{name}</strong>
              </a>
              <ul>
                {calls.map(({ id, summary }) => (
                  <li key={id}>
                    <a href={`#${id}`}>{summary}</a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <a href="#types">
            <strong>Types</strong>
          </a>
        </details>
      </nav>
      <div>
        {groups.map(({ name, description, calls }) => (
          <section key={name} aria-labelledby={name}>
            <h2 id={name}>{name}</h2>
            <p class="muted">{description}</p>
            {calls.map(call => (
              <Operation
                key={call.id}
                call={call}
                baseUrl={baseUrl}
                schemas={schemas}
                tellsBody={bodies.get(bodyName(call) ?? '') === call.id}
              />
            ))}
          </section>
        ))}
        <section class="card" aria-labelledby="types">
          <h2 id="types">Types</h2>
          {Object.entries(schemas)
            .filter(([name]) => !told.has(name))
            .map(([name, schema]) => (
              <Type key={name} name={name} schema={schema} />
            ))}
        </section>
      </div>
    </div>
  )
}

/** Each type of a body, and the first call that takes it, which tells its fields. */
function bodyTypes(calls: Call[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const call of calls) {
    const name = bodyName(call)
    if (name !== null && !found.has(name)) found.set(name, call.id)
  }
  return found
}

function bodyName({ body }: Call): string | null {
  const reference = body?.media.schema.$ref
  return typeof reference === 'string' ? nameOf(reference) : null
}

function Type({ name, schema }: { name: string; schema: Schema }) {
  const rows = fieldsOf(schema)
  return (
    <article id={typeAnchor(name)}>
      <h3>
        <a class="anchor" href={`#${typeAnchor(name)}`}>
          {name}
        </a>
      </h3>
      {schema.description !== undefined && (
        <p>
          <Prose text={String(schema.description)} />
        </p>
      )}
      {rows === null ? <TypeName schema={schema} /> : <Fields rows={rows} />}
    </article>
  )
}
