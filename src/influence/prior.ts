/**
 * What is believed of an account before its tweets speak: the natural logarithm of its rate
 * (followers who click per follower) is normal with mean `mu` and standard deviation `tau`; a
 * tweet's clickers are negative-binomial around it with dispersion `k` (its coefficient of
 * variation is about 1/√k).
 */
export interface Prior {
  mu: number
  tau: number
  k: number
}

/** Fitted to published ratios of small accounts: 1 to 2.4 clicks per 100 followers. */
export const defaultPrior: Readonly<Prior> = Object.freeze({ mu: Math.log(0.01), tau: 1, k: 2 })
