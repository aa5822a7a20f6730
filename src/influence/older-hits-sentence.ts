import { countFigure } from './figures.js'

/**
 * That older rules judged some of a link's hits: "1,204 of this link's hits were judged by older
 * rules. …"; null if none.
 */
export function olderHitsSentence(hits: number): string | null {
  if (hits === 0) return null
  const judged = `of this link's hits ${hits === 1 ? 'was' : 'were'} judged by older rules`
  return `${countFigure(hits)} ${judged}. Run “fivehundred reclassify --write” to judge again what is still stored.`
}
