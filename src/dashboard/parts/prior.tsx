import { percentFigure, rateFigure } from '../../influence/figures.js'
import type { Prior } from '../../influence/prior.js'

/** What is assumed about every account before it has tweets, in words and in numbers. */
export function PriorNote({ prior: { mu, tau, k, nu } }: { prior: Prior }) {
  return (
    <p class="hint">
      Before any tweet speaks, an account is believed to reach {percentFigure(Math.exp(mu))} of its followers,
      give or take a factor of {rateFigure(Math.exp(tau))} (prior μ = {rateFigure(mu)}, τ = {rateFigure(tau)},
      k = {rateFigure(k)}, ν = {rateFigure(nu)}). Each measured tweet makes that belief count less.
    </p>
  )
}
