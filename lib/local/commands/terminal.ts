/** Where a command writes. Results go to `out`, so that they can be piped; everything else to `note`. */
export interface Terminal {
  out(text: string): void;
  note(text: string): void;
}

/** A command that cannot be done, in one line that names the thing and the mend. Ends with exit code 1. */
export class CommandFailure extends Error {}
