/** The sign in pixels, as phones ask for it: the first two sizes are Android's. */
export const pictures = [
  { file: 'icon-192.png', pixels: 192, purpose: 'any' },
  { file: 'icon-512.png', pixels: 512, purpose: 'any' },
  { file: 'icon-cut.png', pixels: 512, purpose: 'maskable' },
] as const
