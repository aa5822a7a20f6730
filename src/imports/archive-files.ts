/**
 * What is read of an archive of X, by its name; everything else, such as gigabytes of pictures, is
 * left alone. Old archives have no folder `data`; unpacking often adds one around it all.
 */
export const archiveFile =
  /^(?:[^/]+\/){0,2}(?:tweets?(?:-part\d+)?|account|manifest|follower(?:-part\d+)?)\.js$/

/** Bytes of a file that is sent as a whole; of a larger archive, only the lists in it are sent. */
export const mostFileBytes = 10 * 1024 * 1024
