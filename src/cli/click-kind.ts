/** The option for which hits a command shows. */
export const kind = {
  type: 'string',
  value: 'KIND',
  values: ['human', 'excluded', 'all'],
  help: 'human (clicks), excluded (what was filtered out) or all (all)',
} as const
