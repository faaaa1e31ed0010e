import type { Rich } from '../adapters/letters/edition.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * The two marks that a coach may use in a line: `**bold**` and `[words](target)`. In plain text a number to
 * dial stays as it is shown, and a web address stands behind its words.
 */
export function rich(marked: string): Rich {
  return { html: toHtml(marked), text: toText(marked) };
}

function toHtml(marked: string): string {
  return escapeHtml(marked)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, (_, shown: string, target: string) => {
      const printed = /^(?:http|help:)/.test(target) ? shown : unbroken(shown);
      return `<a href="${target}" class="link">${printed}</a>`;
    });
}

function toText(marked: string): string {
  return marked
    .replaceAll('**', '')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, (_, shown: string, target: string) =>
      target.startsWith('http') && !target.includes(shown) ? `${shown} (${target})` : shown,
    );
}

/** Keeps a telephone number on one line. */
function unbroken(number: string): string {
  return number.replaceAll(' ', '&nbsp;').replaceAll('-', '&#8209;');
}

export function escapeHtml(plain: string): string {
  return plain.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
