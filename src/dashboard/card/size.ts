/** The size of a card in pixels: networks show this one large. */
export const cardSize = { width: 1200, height: 630 }
