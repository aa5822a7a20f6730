import type { FieldProblem } from '../../errors.js'
import { countFigure } from '../../influence/figures.js'
import { typedWholeNumber, wholeNumberWanted } from '../../typed/whole-number.js'
import type { FormState } from '../form.js'
import { sameClicks } from '../parts/same-clicks.js'
import type { Tweet } from './comparison.js'

const [followersA, followersB] = sameClicks.followers.map(countFigure) as [string, string]
const clicks = countFigure(sameClicks.clicks)
const example = { followersA, clicksA: clicks, followersB, clicksB: clicks }

const largest = 9_999_999_999
const wanted = `${wholeNumberWanted}, at most ten digits long`

/**
 * What was typed into the calculator, with the example's numbers for the rest; `tweets` is null if
 * a number is invalid.
 */
export function readNumbers(typed: Record<string, string>): {
  form: FormState
  tweets: [a: Tweet, b: Tweet] | null
} {
  const values = { ...example, ...typed }
  const problems: FieldProblem[] = []
  const read = (field: keyof typeof example): number => {
    const number = typedWholeNumber(values[field])
    if (number !== null && number >= 0 && number <= largest) return number
    problems.push({ field, message: wanted })
    return 0
  }
  const a = { followers: read('followersA'), clicks: read('clicksA') }
  const b = { followers: read('followersB'), clicks: read('clicksB') }
  return { form: { values, problems }, tweets: problems.length === 0 ? [a, b] : null }
}
