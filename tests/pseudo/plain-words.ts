/** What a reader sees, hears or finds in the title of a page or mail: its text, and the attributes that are read out. */
function readIn(html: string): string {
  const code = /<code>([\s\S]*?)<\/code>/.exec(html)?.[1];
  const body = html
    .replace(/<code>[\s\S]*?<\/code>/g, ' ')
    .replace(/<!--[\s\S]*?-->|<(style|script)[\s\S]*?<\/\1>/g, ' ')
    // Zones are called by their cities.
    .replace(/<option value="[A-Za-z]+\/[^"]*"[^>]*>[^<]*<\/option>|<optgroup label="[A-Z][a-z]+"/g, ' ');
  const attributes = [...body.matchAll(/ (?:alt|title|aria-label|placeholder|label)="([^"]*)"/g)];
  const metas = [
    ...body.matchAll(
      /<meta (?:name="description"|property="og:(?!url|type|image")[^"]*") content="([^"]*)"/g,
    ),
  ];
  const said = [...attributes, ...metas].map(([, text = '']) => text).join('\n');
  const shown = decoded(`${body.replace(/<[^>]*>/g, ' ')}\n${said}`);
  // A form to be copied is read too, once it stands on another page.
  return code === undefined ? shown : `${shown}\n${readIn(decoded(code))}`;
}

function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#x([0-9A-F]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}

const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long' }).format(new Date(2026, month, 1)),
);
const WEEKDAYS = Array.from({ length: 7 }, (_, day) =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long' }).format(new Date(2026, 5, 1 + day)),
);
const MONTH = `(?:${MONTHS.map((month) => `${month}|${month.slice(0, 3)}t?`).join('|')})`;
const DATE = new RegExp(
  `(?:(?:${WEEKDAYS.join('|')}),? )?(?:\\d{1,2} ${MONTH}|${MONTH} \\d{1,2},)(?: \\d{4})?`,
  'g',
);
/** Addresses of the web and of mail, dates, and the ids of sessions. */
const NO_WORDS = [/https?:\/\/\S+|webcal:\S+/g, /[\w.-]+@[\w.-]+/g, DATE, /\b[RE]\d+\b/g];

/** The runs of plain letters in a page or a mail that stand for a sentence of nobody's language. */
export function plainWordsIn(text: string, names: readonly string[]): string[] {
  const read = text.includes('</') ? readIn(text) : text;
  const without = names
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, name) => left.replaceAll(name, ' '), read);
  const left = NO_WORDS.reduce((rest, pattern) => rest.replace(pattern, ' '), without);
  return [...new Set(left.match(/[A-Za-z]+(?:[ ,'-]+[A-Za-z]+)*/g) ?? [])];
}
