import { accountSentence } from './account-sentence.js'
import { countFigure } from './figures.js'

/**
 * "#1: @me's 500 followers act like 261 who all click (100–1,077)." The other arguments are those
 * of `accountSentence`.
 */
export function rankSentence(rank: number, ...account: Parameters<typeof accountSentence>): string {
  return `#${countFigure(rank)}: ${accountSentence(...account)}`
}
