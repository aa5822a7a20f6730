import { execFileSync } from 'node:child_process'
import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'

const { out: script } = await commandLine(['completion', 'bash'])

/** What bash offers for the last of these words, as it splits them itself. */
function offered(...words: string[]): string[] {
  const line = [
    script,
    `COMP_WORDS=(fivehundred ${words.map(word => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length}`,
    '_fivehundred',
    `printf '%s\\n' "\${COMPREPLY[@]}"`,
  ].join('\n')
  const bash = execFileSync('bash', ['--norc', '-c', line], { encoding: 'utf8', cwd: 'src/help' })
  return bash.split('\n').filter(word => word !== '')
}

t.test('bash completes commands, flags, values and files', async t => {
  t.strictSame(offered('des'), ['destinations'])
  t.strictSame(offered('links', ''), ['list', 'show', 'edit', 'targets', 'delete', 'restore'])
  t.strictSame(offered('stats', 'abc', '--t'), ['--to', '--timezone'])
  t.strictSame(offered('links', 'list', '--tag', 'news', '--s'), ['--sort'])
  t.strictSame(offered('links', 'list', '--sort', ''), ['newest', 'clicks'])
  t.strictSame(offered('links', 'list', '-s', 'c'), ['clicks'])
  t.strictSame(offered('links', 'list', '--sort', '='), ['newest', 'clicks'])
  t.strictSame(offered('links', 'list', '--sort', '=', 'n'), ['newest'])
  t.strictSame(offered('links', 'edit', 'abc', '--no-'), [
    '--no-enabled',
    '--no-public',
    '--no-forward-query',
  ])
  t.strictSame(offered('links', 'list', '--tag', ''), [], 'a value of its own')
  t.strictSame(offered('clicks', 'export', 'abc', '-o', 'cl').sort(), ['cli.md', 'clients.md'])
  t.strictSame(offered('import', 'cl').sort(), ['cli.md', 'clients.md'])
  t.strictSame(offered('completion', 'b'), ['bash'])
})

t.test('each shell gets a script of its own, any other is refused', async t => {
  t.match((await commandLine(['completion', 'zsh'])).out, /^#compdef fivehundred\n/)
  t.match((await commandLine(['completion', 'fish'])).out, /-l sort -s s -x -a 'newest clicks'/)
  t.match(await commandLine(['completion', 'tcsh']), { status: 2, err: /SHELL must be bash, zsh or fish/ })
})
