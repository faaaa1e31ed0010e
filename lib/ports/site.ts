export interface SiteAnswer {
  status: number;
  /** Where a redirect leads; null without one. */
  location: string | null;
  body: string;
}

/** The course's own site, as a reader's browser reaches it. Throws when it does not answer in time. */
export interface Site {
  get(path: string): Promise<SiteAnswer>;
  /** Posts a form, and follows no redirect. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<SiteAnswer>;
}
