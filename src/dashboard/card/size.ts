/** Of a card, in pixels: what networks show large. */
export const cardSize = { width: 1200, height: 630 }
