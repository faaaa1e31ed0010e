/** What pages and mails of the course link to, by its path on the site; null for what is no page of the folder. */
export type FileOf = (path: string) => string | null;

/**
 * A mail or page of the site as one of a folder on a disk: what it shows is beside it, links lead to what was written,
 * and one that only works with her own token leads nowhere. Forms send nothing.
 */
export function withLinksInside(html: string, site: string, fileOf: FileOf): string {
  return html
    .replace(/<script[^>]*><\/script>\n?/g, '')
    .replace(/<form\b[^>]*>/g, (form) =>
      form.replace(/ (?:method|action)="[^"]*"/g, '').replace('<form', '<form method="dialog"'),
    )
    .replace(/ (href|src)="([^"]*)"/g, (whole, name: string, address: string) => {
      const path = pathOf(address, site);
      if (path === null) return whole;
      const file = fileInside(path, fileOf);
      return file === null ? '' : ` ${name}="${file}"`;
    });
}

/** The path on the course's site; null for an address of another one, and for a place on the same page. */
function pathOf(address: string, site: string): string | null {
  if (address.startsWith(site)) return new URL(address).pathname;
  return address.startsWith('/') ? address.replace(/[?#].*$/, '') : null;
}

function fileInside(path: string, fileOf: FileOf): string | null {
  const beside = /^\/(?:pictures|assets)\/[^/]+$/.test(path) ? path.slice(1) : fileOf(path);
  return beside === null ? null : `../${beside}`;
}
