/** In characters, for a title, notes and each tag; and how many tags a link may have. */
export const maxTitleLength = 300
export const maxNotesLength = 4000
export const maxTagLength = 64
export const maxTags = 50
