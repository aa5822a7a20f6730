/** Whether a text has control characters or broken Unicode, so that it cannot be one line. */
export function isBroken(text: string): boolean {
  return /[\p{Cc}\p{Cs}]/u.test(text)
}
