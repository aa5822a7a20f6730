import { type FieldProblem, InvalidInput } from '../errors.js'
import { nameOfPath } from './field-problems.js'

const mostNamed = 1000
/** PostgreSQL cannot store NUL, and a lone surrogate cannot be written as UTF-8. */
const broken = /[\0\p{Cs}]/u

/** Throws InvalidInput that names every text in a body that cannot be stored. */
export function requireWholeTexts(body: unknown): void {
  const problems: FieldProblem[] = []
  collect(body, [], problems)
  if (problems.length > 0) throw new InvalidInput(problems)
}

function collect(value: unknown, path: string[], problems: FieldProblem[]): void {
  if (problems.length === mostNamed) return
  if (typeof value === 'string' && broken.test(value)) {
    problems.push({ field: nameOfPath(path) || 'body', message: 'must not contain NUL or broken Unicode' })
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, entry] of Object.entries(value)) {
    const at = [...path, name]
    if (broken.test(name))
      problems.push({ field: nameOfPath(at), message: 'must have a name of whole Unicode' })
    else collect(entry, at, problems)
  }
}
