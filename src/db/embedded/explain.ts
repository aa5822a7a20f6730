import { CannotStart } from '../../errors.js'

/**
 * Turns the output of a PostgreSQL program, or the reason it could not run, into an error that says
 * what to do.
 */
export function explainFailure(
  what: string,
  directory: string,
  output: string,
  cause?: unknown,
): CannotStart {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  const advice = remedies.find(({ sign }) => sign.test(`${code ?? ''}\n${output}`))?.advice
  const said =
    output.trim().split('\n').slice(-8).join('\n') ||
    (cause instanceof Error ? cause.message : 'it said nothing')
  return new CannotStart(`${what} in ${directory} failed. ${advice ?? 'PostgreSQL said:'}\n${said}`, {
    cause,
  })
}

const remedies = [
  {
    sign: /could not look up effective user ID/,
    advice:
      'PostgreSQL needs a user with a name: give this one an entry in /etc/passwd, or set DATABASE_URL.',
  },
  {
    sign: /ENOSPC|EDQUOT|No space left|quota exceeded/i,
    advice: 'The disk is full: make room and start again.',
  },
  {
    sign: /EACCES|EPERM|EROFS|Permission denied|Operation not permitted|Read-only file system|wrong ownership/i,
    advice:
      'This user may not write there: change the owner of DATA_DIR, set another DATA_DIR, or set DATABASE_URL.',
  },
  {
    sign: /EINVAL|cannot be run as root/i,
    advice:
      'PostgreSQL needs an account other than root: start Fivehundred as an ordinary user, or set DATABASE_URL.',
  },
  {
    sign: /ENOENT|ENOEXEC|error while loading shared libraries|not found/i,
    advice:
      'The embedded PostgreSQL does not run on this system (it needs glibc on Linux): set DATABASE_URL.',
  },
]
