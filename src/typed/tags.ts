import { trim } from './trim.js'

/** The tags in "launch, blog". */
export function typedTags(text = ''): string[] {
  return text
    .split(',')
    .map(trim)
    .filter(tag => tag !== '')
}
