/** Why clickers through X for iPhone are shown apart. */
export const whyXForIphone =
  'Since November 2025, X for iPhone loads links before anybody taps them, and nothing tells such a load from a click: without these clickers, the ratio is a lower bound.'
