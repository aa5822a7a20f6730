import { pino } from 'pino'
import t from 'tap'
import { readableLog } from '../../src/main/readable-log.js'

function logged(write: (log: ReturnType<typeof pino>) => void): string {
  let text = ''
  const output = {
    write(line: string) {
      text += line
    },
  }
  write(pino({ level: 'trace' }, readableLog(output)))
  return text
}

t.test('a line has its time, how grave it is, what happened and the facts', async t => {
  t.match(
    logged(log => log.info('The service has started.')),
    /^\d\d:\d\d:\d\d info {2}The service has started\.\n$/,
  )
  t.match(
    logged(log => log.warn({ port: 3000, why: 'busy' }, 'Not now')),
    /WARN {2}Not now {"port":3000,"why":"busy"}\n$/,
  )
})

t.test('an error shows where it came from, below what it means', async t => {
  const text = logged(log => log.error({ err: new Error('no disk') }, 'A click was lost.'))
  t.match(text, /ERROR A click was lost\.\n {2}Error: no disk\n {6}at /)
  t.match(
    logged(log => log.error(new Error('no disk'))),
    /ERROR no disk\n {2}Error: no disk\n/,
  )
})

t.test('nothing in it controls the terminal', async t => {
  const text = logged(log => log.warn({ name: '\u009b2J\u202e' }, 'a\u001b[2Jb'))
  t.notMatch(text.trimEnd(), /\p{Cc}|\p{Cf}/u)
  t.equal(text.split('\n').length, 2)
})
