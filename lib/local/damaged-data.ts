/** Data on this machine that cannot be read. The message names the file and the mend, in one line. */
export class DamagedData extends Error {
  constructor(file: string, what: string, mend: string, options?: ErrorOptions) {
    super(`${file} ${what}. ${mend}`, options);
    this.name = 'DamagedData';
  }
}

/** For a file that only a backup can bring back. */
export const FROM_BACKUP =
  'Put the data folder back from a backup, or move it away to begin anew (then every mother has to sign up again)';
