const reasons: Record<string, string> = {
  EISDIR: 'it is a folder; name a file in it',
  EEXIST: 'a file has this name; move it away, or name a folder',
  ENOTDIR: 'what should be a folder on the way there is a file; name another place',
  EACCES: 'this account may not; change its owner or its mode',
  EPERM: 'this account may not; change its owner or its mode',
  EROFS: 'nothing can be written there; name another place',
  ENOSPC: 'the disk is full; make room, or name another place',
  EDQUOT: 'the disk is full for this account; make room, or name another place',
}
const missing = {
  read: 'there is no such file',
  written: 'its folder is not there; make it, or name another place',
}

/** That a file named by a person cannot be read or written, why, and what to do about it. */
export function fileProblem(path: string, verb: 'read' | 'written', error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  const reason = code === 'ENOENT' ? missing[verb] : reasons[code]
  return `${path} cannot be ${verb} (${code || message})${reason === undefined ? '' : `: ${reason}`}.`
}
