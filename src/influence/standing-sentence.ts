import { countFigure } from './figures.js'

/**
 * "@me's followers click more than those of 7 of the 12 other accounts." `below` of the `others`
 * have a lower mean.
 */
export function standingSentence(
  handle: string,
  { below, others }: { below: number; others: number },
): string {
  if (others === 0) return `There is no other account to compare ${handle} with yet.`
  const comparison = `${handle}'s followers click ${below === 0 ? 'no more' : 'more'} than those of`
  if (others === 1) return `${comparison} the only other account.`
  if (below === 0 || below === others) return `${comparison} all ${countFigure(others)} other accounts.`
  return `${comparison} ${countFigure(below)} of the ${countFigure(others)} other accounts.`
}
