import t from 'tap'
import { terminal } from '../../src/cli/terminal.js'
import { bold } from '../../src/cli/text.js'

t.test('colours need a terminal, and yield to NO_COLOR and TERM=dumb', async t => {
  const colored = (isTTY: boolean, env: Record<string, string>): boolean => {
    let written = ''
    const stdout = { isTTY, write: (text: string) => (written += text) }
    terminal({ env, stdin: () => process.stdin, stdout, stderr: stdout }).print([bold('x')])
    return written !== 'x\n'
  }
  t.equal(colored(true, {}), true)
  t.equal(colored(true, { NO_COLOR: '' }), true, 'an empty NO_COLOR is an unset one')
  t.equal(colored(true, { NO_COLOR: '1' }), false)
  t.equal(colored(true, { TERM: 'dumb' }), false)
  t.equal(colored(false, {}), false)
})
