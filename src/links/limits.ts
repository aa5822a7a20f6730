/** In characters, for texts of a link and each tag; and how many tags it may have. */
export const maxTitleLength = 300
export const maxNotesLength = 4000
export const maxExternalIdLength = 200
export const maxTagLength = 64
/** The largest limit of clicks. */
export const mostClicks = 1_000_000_000
export const maxTags = 50
