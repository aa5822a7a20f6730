/** Half-width of a 95 % interval of the normal distribution, in standard deviations. */
export const z = 1.959963984540054

/** Low and high end of a 95 % interval. */
export type Interval = [low: number, high: number]
