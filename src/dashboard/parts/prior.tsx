import { percentFigure, rateFigure } from '../../influence/figures.js'
import type { Prior } from '../../influence/prior.js'

/** What is assumed about every account before it has tweets, in words and in numbers. */
export function PriorNote({ prior: { mu, tau, k, nu } }: { prior: Prior }) {
  return (
    <p class="hint">
      Before it has any measured tweets, an account is assumed to reach {percentFigure(Math.exp(mu))} of its
      followers, within a factor of {rateFigure(Math.exp(tau))} (prior μ = {rateFigure(mu)}, τ ={' '}
      {rateFigure(tau)}, k = {rateFigure(k)}, ν = {rateFigure(nu)}). With each measured tweet that assumption
      counts less.
    </p>
  )
}
