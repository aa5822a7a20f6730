import { typedHandle } from '../../accounts/handle-address.js'
import {
  badgeOptions,
  cleanColor,
  longestLabel,
  sixDigits,
  styles,
  usualColors,
} from '../../badge/options.js'
import type { Config } from '../../config.js'
import type { FieldProblem } from '../../errors.js'
import { type Metric, metrics } from '../../stats/metric.js'
import { trim } from '../../typed/trim.js'
import { readEmbedded } from '../embed/oembed.js'
import { type Theme, themeOf, themes } from '../embed/theme.js'
import type { FormState } from '../form.js'

/** The parts of a badge's own query. */
const looks = ['metric', 'style', 'label', 'color', 'labelColor'] as const
/** Everything that the form asks for, except whose badge it is. */
export const choices = [...looks, 'theme'] as const

/**
 * What the form asks for: whose badge, and how it looks, as the badge's own query without the
 * fields left empty.
 */
export interface Design {
  /** A slug, or a handle with its @; empty if nothing was chosen. */
  of: string
  query: string
  /** The number that it shows; undefined for the usual one. */
  metric: Metric | undefined
  /** Of the embed. */
  theme: Theme
}

/**
 * Reads what was typed. What a badge cannot use is left out of its query, and the field shows why.
 */
export function readDesign(
  typed: Record<string, string>,
  config: Pick<Config, 'baseUrl'>,
): { design: Design; form: FormState } {
  const text = (name: string) => trim(typed[name] ?? '')
  const problems = choices.flatMap(field => {
    const message = text(field) === '' ? null : problemOf(field, text(field))
    return message === null ? [] : [{ field, message }]
  })
  const wrong = new Set(problems.map(({ field }) => field))
  const chosen = looks.filter(name => text(name) !== '' && !wrong.has(name) && !isUsual(name, text(name)))
  const query = new URLSearchParams(chosen.map(name => [name, text(name)]))
  const of = readEmbedded(text('of'), config) ?? typedHandle(text('of'))
  const colors = Object.entries(usualColors).map(([name, usual]) => [name, sixDigits(text(name)) ?? usual])
  const values = { ...typed, ...Object.fromEntries(colors), of }
  return {
    design: {
      of,
      query: query.toString(),
      metric: badgeOptions(Object.fromEntries(query)).metric,
      theme: themeOf(text('theme')),
    },
    form: { values, problems },
  }
}

/** A picker always sends a colour. */
function isUsual(name: (typeof looks)[number], text: string): boolean {
  return (name === 'color' || name === 'labelColor') && sixDigits(text) === usualColors[name]
}

function problemOf(field: (typeof choices)[number], text: string): FieldProblem['message'] | null {
  const among = (known: readonly string[]) =>
    known.includes(text) ? null : `must be one of ${known.join(', ')}`
  if (field === 'metric') return among(metrics)
  if (field === 'style') return among(styles)
  if (field === 'theme') return among(themes)
  if (field === 'label')
    return [...text].length <= longestLabel ? null : `must have at most ${longestLabel} characters`
  return cleanColor(text) === undefined ? 'must be a name such as green, or a colour such as #0b57d0' : null
}
