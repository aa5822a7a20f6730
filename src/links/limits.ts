/** In characters, for a link's texts and each tag; and the most tags of a link. */
export const maxTitleLength = 300
export const maxNotesLength = 4000
export const maxExternalIdLength = 200
export const maxTagLength = 64
/** The largest limit of clicks. */
export const mostClicks = 1_000_000_000
export const maxTags = 50
