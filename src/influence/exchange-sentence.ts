import { rateFigure } from './figures.js'

/** "One follower of @a is worth 30.3 of @b's." */
export function exchangeSentence(from: string, to: string, rate: number): string {
  return `One follower of ${from} is worth ${rateFigure(rate)} of ${to}'s.`
}
