/** Where a command writes and asks. Results go to `out`, so that they can be piped; everything else to `note`. */
export interface Terminal {
  out(text: string): void;
  note(text: string): void;
  /** Writes a piece of a result as it is, and answers when whoever reads it has room for more. */
  write(chunk: string): Promise<void>;
  /** Asks the person in front of it; null when nobody is there to answer, empty when she breaks off. */
  ask(question: string): Promise<string | null>;
  /** In colour where results go to a screen that has any; plain when they are piped, or with NO_COLOR. */
  paint(colour: Colour, text: string): string;
  /** The screen for what changes while it is looked at; null when there is none. */
  screen: NodeJS.WriteStream | null;
}

export type Colour = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

/** A command that cannot be done, in one line that names the thing and the mend. Ends with exit code 1. */
export class CommandFailure extends Error {}
