import { bodyExample, type Call, exampleFor } from './calls.js'

/** A command that makes this call, with the key in the variable KEY. */
export function curl(call: Call, baseUrl: string): string {
  const { method, path, parameters, body, locked } = call
  const required = parameters.filter(({ required }) => required)
  const at = required
    .filter(({ in: place }) => place === 'path')
    .reduce((path, parameter) => path.replace(`{${parameter.name}}`, encode(exampleFor(parameter))), path)
  const query = required
    .filter(({ in: place }) => place === 'query')
    .map(parameter => `${parameter.name}=${encode(exampleFor(parameter))}`)
  const address = quoted(`${baseUrl}${at}${query.length > 0 ? `?${query.join('&')}` : ''}`)
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${address}`,
    ...(locked ? ['-H "Authorization: Bearer $KEY"'] : []),
    ...(body ? [`-H 'Content-Type: ${body.type}'`] : []),
    ...(body
      ? [body.type === 'application/json' ? `-d ${quoted(bodyExample(body))}` : '--data-binary @file']
      : []),
  ].join(' \\\n  ')
}

/** Readable where an address allows it. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%40', '@').replaceAll('%3A', ':')
}

/** For a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
