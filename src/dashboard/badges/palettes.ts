import { usualColors } from '../../badge/options.js'

/** Two colours that go together: of the number, and of the label beside it. */
export interface Palette {
  name: string
  color: string
  labelColor: string
}

/** Ready-made, to pick from; the badge's white or dark letters can be read on all of them. */
export const palettes: readonly Palette[] = [
  { name: 'Default', ...usualColors },
  { name: 'Ocean', color: '#0e7490', labelColor: '#164e63' },
  { name: 'Forest', color: '#15803d', labelColor: '#14532d' },
  { name: 'Sunset', color: '#c2410c', labelColor: '#7c2d12' },
  { name: 'Berry', color: '#be185d', labelColor: '#500724' },
  { name: 'Grape', color: '#7e22ce', labelColor: '#3b0764' },
  { name: 'Night', color: '#334155', labelColor: '#0f172a' },
  { name: 'Paper', color: '#ede9df', labelColor: '#d6d0bf' },
]
