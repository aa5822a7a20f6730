/** Which clickers a tweet's number of X for iPhone has, beside that of the statistics. */
export const whoseXForIphone =
  'Clickers whom X sent, inside the window of the tweet; among the browsers, X for iPhone also has those from elsewhere.'

/** Why clickers through X for iPhone are shown apart. */
export const whyXForIphone =
  'Since November 2025, X for iPhone loads links before anybody taps them, and nothing tells such a load from a click: without these clickers, the ratio is a lower bound.'
