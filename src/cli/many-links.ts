import type { Client, LinkChanges, Problem } from '../client/index.js'
import { CommandFailed, UsageError } from './errors.js'
import { counted } from './figures.js'
import { readSlug } from './target.js'
import type { Terminal } from './terminal.js'

/** The API takes 1,000, but a busy service may not get through them in time. */
const mostAtOnce = 250

/** A link that was named, and changes of its own where a line of JSON has them. */
export interface NamedLink {
  slug: string
  changes: LinkChanges
}

/** Said in the help of the commands that take several links. */
export const severalLinks =
  'With several links, or "-" for one on each line of standard input, each has its own result.'

/** Whether these arguments name several links. */
export function namesSeveral(slugs: string[]): boolean {
  return slugs.length > 1 || slugs[0] === '-'
}

/**
 * The links that arguments name; "-" stands for the lines of standard input, each a slug, a short
 * link, or JSON such as `{"slug": "launch", "title": "Ours"}`. Throws UsageError.
 */
export async function readNamed(
  slugs: string[],
  terminal: Pick<Terminal, 'read'>,
  command: string,
): Promise<NamedLink[]> {
  const words: string[] = []
  for (const slug of slugs) words.push(...(slug === '-' ? linesOf(await terminal.read()) : [slug]))
  if (words.length === 0) throw new UsageError('There is no link on standard input.', command)
  return words.map(word => readEntry(word, command))
}

function linesOf(bytes: Buffer): string[] {
  const lines = bytes.toString().split(/\r?\n/)
  return lines.map(line => line.trim()).filter(line => line !== '')
}

function readEntry(word: string, command: string): NamedLink {
  if (!word.startsWith('{')) return { slug: readSlug(word, command), changes: {} }
  const refuse = (): never => {
    throw new UsageError(`${word} is not JSON with a "slug".`, command)
  }
  const found = jsonOf(word)
  if (typeof found !== 'object' || found === null) return refuse()
  const { slug, ...changes } = found as { slug?: unknown }
  return typeof slug === 'string' ? { slug: readSlug(slug, command), changes } : refuse()
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

interface Result {
  slug: string
  error?: Problem | undefined
}

/** Changes each by itself, in order. */
export function changeMany(api: Client, links: NamedLink[], terminal: Terminal, json: boolean | undefined) {
  return each(links, { terminal, json, done: 'changed' }, async links => {
    const body = { links: links.map(({ slug, changes }) => ({ slug, ...changes })) }
    return (await api.updateLinks({ body })).results
  })
}

/** Deletes each by itself, in order. */
export function deleteMany(api: Client, links: NamedLink[], terminal: Terminal, json: boolean | undefined) {
  return each(links, { terminal, json, done: 'deleted' }, async links => {
    const body = { slugs: links.map(({ slug }) => slug) }
    return (await api.deleteLinks({ body })).results
  })
}

/** Tells what was done also where a later part fails. Throws CommandFailed if any was refused. */
async function each(
  links: NamedLink[],
  { terminal, json, done }: { terminal: Terminal; json: boolean | undefined; done: string },
  work: (links: NamedLink[]) => Promise<{ error?: Problem }[]>,
): Promise<void> {
  const answers: { error?: Problem }[] = []
  const results = (): Result[] =>
    answers.map(({ error }, at) => ({ slug: links[at]?.slug ?? '', ...(error && { error }) }))
  try {
    for (let at = 0; at < links.length; at += mostAtOnce)
      answers.push(...(await work(links.slice(at, at + mostAtOnce))))
  } finally {
    const well = results().filter(({ error }) => error === undefined)
    if (json) terminal.printJson({ results: answers })
    else terminal.print(well.map(({ slug }) => `${slug} is ${done}.`))
  }
  const refused = results().flatMap(({ slug, error }) => (error ? `${slug}: ${error.detail}` : []))
  if (refused.length === 0) return
  const [first] = refused.length === 1 ? refused : []
  if (links.length === 1 && first !== undefined) throw new CommandFailed(first)
  throw new CommandFailed(
    `${counted(refused.length, 'link')} of ${links.length} could not be ${done}:`,
    refused,
  )
}
