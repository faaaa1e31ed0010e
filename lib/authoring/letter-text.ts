/** What a letter's HTML shows, read from our own well-formed output. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
  '&#x27;': "'",
  '&#8209;': '-',
};

/** Each run of text between two tags that a reader sees; what is hidden from screen readers is left out. */
export function visibleTexts(html: string): string[] {
  return html
    .slice(html.indexOf('<body'))
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(\w+)[^>]*aria-hidden="true"[^>]*>[^<]*<\/\1>/g, '')
    .split(/<[^>]+>/)
    .map((text) =>
      text.replace(/&(?:amp|lt|gt|quot|nbsp|#x27|#8209);/g, (entity) => ENTITIES[entity] ?? entity).trim(),
    )
    .filter((text) => text !== '');
}

/** Letters and figures only, so that line breaks, capitals and punctuation play no part in a comparison. */
export function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

export interface Link {
  href: string;
  text: string;
}

export function linksOf(html: string): Link[] {
  return [...html.matchAll(/<a\b[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].map(
    ([, href = '', inner = '']) => ({
      href,
      text: inner.replace(/<[^>]+>/g, '').trim(),
    }),
  );
}

export function imagesOf(html: string): Readonly<Record<string, string>>[] {
  return [...html.matchAll(/<img\b([^>]*)>/g)].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  );
}
