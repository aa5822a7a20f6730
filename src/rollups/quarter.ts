/** A quarter of an hour: what the rollups of a link's series count by. */
export const quarterMs = 900_000
