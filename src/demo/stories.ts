/** What an account writes about. */
export interface Topic {
  tag: string
  subjects: readonly string[]
}

export interface Story {
  title: string
  /** Part of the page's address. */
  path: string
  /** What the tweet says. */
  text: string
}

export const topics: readonly Topic[] = [
  {
    tag: 'trains',
    subjects: [
      'the sleeper to Lisbon',
      'a station without a town',
      'the slowest train of the Alps',
      'four borders in one night',
      'the last dining car',
      'a timetable from 1936',
      'the ferry that carries trains',
      'twelve hours without a tunnel',
    ],
  },
  {
    tag: 'baking',
    subjects: [
      'sourdough in a cold kitchen',
      'the honest croissant',
      'rye bread for beginners',
      'a cake without sugar',
      'flour from the mill next door',
      'the oven that has no door',
      'pretzels at five in the morning',
      'an heirloom starter',
    ],
  },
  {
    tag: 'astronomy',
    subjects: [
      'Saturn from a balcony',
      'a telescope made of paper',
      'the darkest valley',
      'a comet nobody ordered',
      'the star party in the rain',
      'an eclipse through a colander',
      'the night the city went dark',
      'a photograph of nothing',
    ],
  },
  {
    tag: 'maps',
    subjects: [
      'the street that is on no map',
      'an atlas of benches',
      'rivers under the pavement',
      'a map of smells',
      'every fountain of the old town',
      'the island that moved',
      'a city drawn from memory',
      'the shortest border',
    ],
  },
  {
    tag: 'code',
    subjects: [
      'one bug and nine lines',
      'a parser for the weekend',
      'the test that never failed',
      'a database in a drawer',
      'the page that weighs nothing',
      'time zones, again',
      'an editor without a mouse',
      'the log that lied',
    ],
  },
  {
    tag: 'gardens',
    subjects: [
      'moss between the stones',
      'a hedge for hedgehogs',
      'tomatoes on the fire escape',
      'the meadow on the roof',
      'seeds from a library',
      'a pond the size of a bucket',
      'the pear that waited',
      'compost and patience',
    ],
  },
]

const forms: readonly ((subject: string) => string)[] = [
  subject => capital(subject),
  subject => `What nobody tells you about ${subject}`,
  subject => `A love letter to ${subject}`,
  subject => `${capital(subject)}, in ten pictures`,
  subject => `Looking for ${subject}`,
  subject => `The quiet comeback of ${subject}`,
  subject => `${capital(subject)}: a field guide`,
  subject => `We asked forty people about ${subject}`,
]

const openings = [
  'New on the blog:',
  'It took three evenings, here it is:',
  'You asked for it:',
  'For the weekend:',
  'I was wrong about this one.',
  'Long read, short sentences:',
  'Fresh from the notebook 📓',
  'This made my week:',
]

/** The topic's story number `n`; 64 in a row are all different. */
export function storyOf(topic: Topic, n: number): Story {
  const { subjects } = topic
  const form = forms[(n + Math.floor(n / subjects.length)) % forms.length] ?? capital
  const title = form(subjects[n % subjects.length] ?? '')
  const path = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return { title, path, text: `${openings[(n * 5) % openings.length]} ${title} #${topic.tag}` }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
