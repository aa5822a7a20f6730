import { percentFigure, rateFigure } from './figures.js'
import type { Prior } from './prior.js'

/** What is expected of an account before it has tweets. */
export function priorSentence({ mu, tau }: Prior): string {
  const usual = percentFigure(Math.exp(mu))
  return `Until tweets of its own count, an account is expected to do what is usual here: ${usual} of the followers click, and for most accounts it is within a factor of ${rateFigure(Math.exp(tau))}.`
}
