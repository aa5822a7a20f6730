import { dayMs } from '../durations.js'
import type { JudgedHit } from '../ingest/steps/classify.js'
import { readSource } from '../ingest/steps/source.js'
import { rulesVersion } from '../rollups/rules-version.js'
import { flagsIn } from '../typed/flags.js'
import { storable } from '../typed/storable.js'
import type { RowProblem } from './read-link.js'
import { countIn, listIn, textIn, timeIn, type Values } from './values.js'

/** A hit of our own export: it keeps its verdict, which its facts let later rules judge again. */
export interface FoundHit extends Omit<JudgedHit, 'linkId'> {
  line: number
  slug: string
  linkCreatedAt: Date
  /** Since when the file has all hits of the link; null for the beginning. */
  countedSince: Date | null
}

/** As much as ingest keeps of each. */
const longest = { referrer: 2_048, userAgent: 1_024, source: 253, other: 1_024, hint: 300 }
const texts = ['browser', 'system', 'device'] as const
const flagHints = new Set(['head', 'noAcceptLanguage', 'noHtml', 'secure', 'dataCentre'])
const textHints = new Set(['purpose', 'fetchMode', 'fetchDest'])
const nobody: ReadonlySet<string> = new Set()

/** A row as a hit, or all that is wrong with it. */
export function readHit(row: Values, line: number, now: Date): FoundHit | RowProblem[] {
  const text = (column: string) => storable(textIn(row, [column])) || null
  const [slug, kind, reason] = [text('slug'), text('kind'), text('reason')]
  const [id, visitor, source, country] = [text('id'), text('visitor'), text('source'), text('country')]
  const [referrer, userAgent] = [text('referrer'), text('useragent')]
  const [at, linkCreatedAt, countedSince] = ['at', 'linkcreatedat', 'countedsince'].map(column =>
    timeIn(row, [column]),
  )
  const rules = countIn(row, ['rulesversion'])
  const hints = Object.fromEntries(Object.entries(flagsIn(listIn(row, ['hints']))).filter(isHint))
  const isLong = (found: string | null, most: number) => (found?.length ?? 0) > most
  const wrong: [field: string, problem: string | false][] = [
    ['slug', slug === null && 'is empty'],
    ['at', !(at instanceof Date) && 'must be the time of the hit'],
    ['at', at instanceof Date && Number(at) > Number(now) + dayMs && 'must not be in the future'],
    ['kind', kind !== (reason === null ? 'human' : 'excluded') && 'must be human, or excluded with a reason'],
    ['reason', reason !== null && !/^[a-z][a-z-]{0,39}$/.test(reason) && 'must be a reason such as bot'],
    ['source', (source === null || isLong(source, longest.source)) && 'must be a source such as x'],
    ['referrer', isLong(referrer, longest.referrer) && `must have at most ${longest.referrer} characters`],
    ['country', country !== null && !/^[A-Z]{2}$/.test(country) && 'must be two letters'],
    ...texts.map((column): [string, string | false] => [
      column,
      isLong(text(column), longest.other) && `must have at most ${longest.other} characters`,
    ]),
    [
      'userAgent',
      isLong(userAgent, longest.userAgent) && `must have at most ${longest.userAgent} characters`,
    ],
    ['visitor', !/^[0-9a-f]{32}$/.test(visitor ?? '') && 'must be 32 hexadecimal digits'],
    ['rulesVersion', typeof rules !== 'number' && 'must be a whole number'],
    [
      'rulesVersion',
      typeof rules === 'number' &&
        rules > rulesVersion &&
        'is of a newer version of the service than this one: upgrade it first',
    ],
    ['id', !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? '') && 'must be a UUID'],
    ['linkCreatedAt', !(linkCreatedAt instanceof Date) && 'must be the time when the link was made'],
    ['countedSince', countedSince === 'invalid' && 'must be a time'],
  ]
  const problems = wrong.flatMap(([field, message]) =>
    message === false ? [] : [{ line, slug: slug ?? `line ${line}`, field, message }],
  )
  if (problems.length > 0 || !(at instanceof Date) || !(linkCreatedAt instanceof Date)) return problems
  return {
    ...{ line, slug: slug ?? '', linkCreatedAt, id: id ?? '', at: at.getTime(), visitor: visitor ?? '' },
    countedSince: countedSince instanceof Date ? countedSince : null,
    ...{ reason, rulesVersion: Number(rules), country, referrer, userAgent, hints, source: source ?? '' },
    referrerHost: readSource(referrer, null, nobody).host,
    ...{ browser: text('browser'), system: text('system'), device: text('device') },
  }
}

function isHint([name, value]: [string, string | true]): boolean {
  return value === true ? flagHints.has(name) : textHints.has(name) && value.length <= longest.hint
}
