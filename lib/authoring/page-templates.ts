import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WrittenTemplate } from './template-words.ts';

export async function templatesIn(folder: string): Promise<WrittenTemplate[]> {
  const named = folder.slice(Math.max(0, folder.lastIndexOf('templates/')));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.hbs')).sort();
  return Promise.all(
    files.map(async (file) => ({
      file: `${named}/${file}`,
      text: await readFile(join(folder, file), 'utf8'),
    })),
  );
}

/** The stroke under a title is the same everywhere: as a partial each call would take more bytes than it has itself. */
export function withStrokes(templates: readonly WrittenTemplate[]): WrittenTemplate[] {
  const isStroke = ({ file }: WrittenTemplate) => file.endsWith('/stroke.hbs');
  const stroke = templates.find(isStroke)?.text ?? '';
  return templates
    .filter((template) => !isStroke(template))
    .map(({ file, text }) => ({ file, text: text.replaceAll('{{> stroke}}\n', () => stroke) }));
}
