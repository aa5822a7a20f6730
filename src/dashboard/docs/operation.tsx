import type { Response, Schema } from '../../api/document.js'
import { CopyButton } from '../parts/copy.js'
import { bodyExample, type Call } from './calls.js'
import { curl } from './curl.js'
import { Fields, fieldsOf, nameOf, Prose, TypeName, typeAnchor } from './fields.js'
import { Try } from './try.js'

interface OperationProps {
  call: Call
  baseUrl: string
  schemas: Record<string, Schema>
  /** Whether the type of its body is told here. */
  tellsBody: boolean
}

/** One call of the API: what it takes, what it answers, an example, and a form to try it. */
export function Operation({ call, baseUrl, schemas, tellsBody }: OperationProps) {
  const { id, method, path, summary, description, deprecated, locked, parameters, errors } = call
  const command = curl(call, baseUrl)
  return (
    <article class="card call" id={id}>
      <h3>
        <a class="anchor" href={`#${id}`}>
          {summary}
        </a>
        {deprecated && <span class="chip">deprecated</span>}
      </h3>
      <p class="address">
        <strong class={`method ${method.toLowerCase()}`}>{method}</strong> <code>{path}</code>{' '}
        <span class="muted small">{locked ? id : `${id}, no key`}</span>
      </p>
      {description !== '' && (
        <p>
          <Prose text={description} />
        </p>
      )}
      {(['path', 'query', 'header'] as const).map(place => {
        const rows = parameters.filter(parameter => parameter.in === place)
        if (rows.length === 0) return null
        return (
          <section key={place}>
            <h4>{places[place]}</h4>
            <Fields
              asked={place !== 'path'}
              rows={rows.map(row => ({
                ...row,
                required: row.required === true,
                description: row.description ?? '',
              }))}
            />
          </section>
        )
      })}
      <Body call={call} schemas={schemas} tellsBody={tellsBody} />
      <h4>Answers</h4>
      {call.answers.map(([status, answer]) => (
        <Answer key={status} status={status} answer={answer} />
      ))}
      {errors.length > 0 && (
        <ul class="plain small">
          {errors.map(([status, why]) => (
            <li key={status}>
              <a href="/help/errors">{status}</a> <Prose text={why} />
            </li>
          ))}
        </ul>
      )}
      <div class="split">
        <h4>With curl</h4>
        <CopyButton text={command} label={`Copy the command for “${summary}”`} small />
      </div>
      <pre tabIndex={0}>{command}</pre>
      <Try call={call} />
    </article>
  )
}

const places = { path: 'In the path', query: 'In the query', header: 'In the headers' }

function Body({ call: { body }, schemas, tellsBody }: Omit<OperationProps, 'baseUrl'>) {
  if (body === null) return null
  const { $ref } = body.media.schema
  const name = typeof $ref === 'string' ? nameOf($ref) : null
  const schema = name === null ? body.media.schema : (schemas[name] ?? {})
  const rows = fieldsOf(schema)
  return (
    <section id={tellsBody && name !== null ? typeAnchor(name) : undefined}>
      <h4>
        The body, {body.type === 'application/json' ? 'as JSON' : body.type}
        {name !== null && !tellsBody && (
          <>
            : <TypeName schema={body.media.schema} />
          </>
        )}
      </h4>
      {tellsBody && rows !== null && <Fields rows={rows} asked />}
      {rows === null && <p>{String(schema.description ?? '')}</p>}
      <pre tabIndex={0}>{bodyExample(body)}</pre>
    </section>
  )
}

function Answer({
  status,
  answer: { description = '', content = {} },
}: {
  status: string
  answer: Response
}) {
  return (
    <>
      <p>
        <strong>{status}</strong> <Prose text={description} />{' '}
        {Object.entries(content).map(([type, { schema }], at) => (
          <span key={type}>
            {at > 0 && ' or '}
            {type === 'application/json' ? <TypeName schema={schema} /> : <code>{type}</code>}
          </span>
        ))}
      </p>
      {Object.entries(content)
        .filter(([type]) => type === 'application/json')
        .map(([type, { example }]) => (
          <details key={type}>
            <summary>An example</summary>
            <pre tabIndex={0}>{JSON.stringify(example, null, 2)}</pre>
          </details>
        ))}
    </>
  )
}
