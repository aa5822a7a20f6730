import { accountSentence } from './account-sentence.js'
import { countFigure } from './figures.js'

/**
 * "#1: @me's one tweet was clicked by 80 % of the followers. Its 500 followers act like 261 who all
 * click (likely 100–1,077): one tweet, so still rough." The other arguments are those of
 * `accountSentence`.
 */
export function rankSentence(rank: number, ...account: Parameters<typeof accountSentence>): string {
  return `#${countFigure(rank)}: ${accountSentence(...account)}`
}
