/** In characters, for a title and for each tag; and how many tags a link may have. */
export const maxTitleLength = 300
export const maxTagLength = 64
export const maxTags = 50
