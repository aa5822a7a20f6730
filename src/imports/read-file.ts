import { InvalidImport } from '../errors.js'
import { type Turns, takeTurns } from '../typed/turns.js'
import { requireUtf8 } from '../typed/utf8.js'
import { eachRow } from './each-row.js'
import { jsonRows } from './json-rows.js'
import { type FoundLink, type RowProblem, readLink } from './read-link.js'
import { tellPlace } from './row-place.js'
import { columnNames, type Form, recognize, type Source, sources } from './sources.js'
import { tableRows } from './table-rows.js'
import type { Values } from './values.js'

/** What a file has. */
export interface ImportFile {
  source: Source
  form: Form
  /** Lines of a table, or entries of a list. */
  rows: number
  links: FoundLink[]
  problems: RowProblem[]
}

const mostRows = 100_000
/** How many characters of an unknown header are shown. */
const mostShown = 80

/**
 * Reads the links of another shortener's file, a table or JSON. Throws InvalidEncoding, or
 * InvalidImport for an unknown kind of file.
 */
export async function readFile(
  file: Uint8Array,
  options: Omit<Parameters<typeof readLink>[2], 'form'>,
  turns: Turns = takeTurns(),
): Promise<ImportFile> {
  requireUtf8(file)
  const form = formOf(file)
  let source: Source | undefined
  const links: FoundLink[] = []
  const found = { rows: 0, problems: [] as RowProblem[] }
  const { problems } = found
  const rows =
    form === 'csv' ? tableRows(file, columnNames, turns, { check: checkColumns }) : jsonRows(file, turns)
  for await (const row of eachRow(rows, turns, found)) {
    source ??= sourceOf(row.values, form)
    if (found.rows > mostRows) throw tooMany()
    for (const link of readLink(source, row, { ...options, form })) {
      if ('message' in link) problems.push(link)
      else links.push(link)
    }
  }
  if (source === undefined) {
    const [first] = problems
    throw new InvalidImport(
      first === undefined
        ? 'The file has no links.'
        : `No link of the file can be read: ${tellPlace(first)} ${first.message}.`,
    )
  }
  return { source, form, rows: found.rows, links, problems }
}

function formOf(file: Uint8Array): Form {
  return /^[\s\ufeff]*[[{]/.test(new TextDecoder().decode(file.subarray(0, 1024))) ? 'json' : 'csv'
}

/** A file without links still comes from somewhere that we know. */
function checkColumns(columns: string[]): void {
  const twice = columns.find((name, n) => columnNames.includes(name) && columns.indexOf(name) !== n)
  if (twice !== undefined) throw new InvalidImport(`Two columns are called ${twice}: take one of them out.`)
  sourceOf(new Map(columns.map(name => [name, ''])), 'csv')
}

/** Throws InvalidImport for an unknown kind of file. */
function sourceOf(values: Values, form: Form): Source {
  const source = recognize(new Set(values.keys()), form)
  if (source?.instead !== undefined) throw new InvalidImport(`${source.name}: ${source.instead}`)
  if (source !== undefined) return source
  const found = [...values.keys()]
    .join(', ')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, mostShown)
  const known = [...new Set(sources.map(({ name }) => name))].slice(0, -1).join(', ')
  throw new InvalidImport(
    `This file is of no kind that is known here: it has the columns ${found || '(none)'}. Known are files of ${known}, ` +
      'analytics and archives of X, the outbox of Mastodon, posts of Bluesky, and follower counts; any other works as a ' +
      'table with slug,url in its first line, and title,tags,createdAt,expiresAt,clicks if there are any.',
  )
}

function tooMany(): InvalidImport {
  return new InvalidImport(`The file has more than ${mostRows} links; send it in parts.`)
}
