export interface Message {
  title: string;
  lines: readonly string[];
  action: string;
}

const MESSAGES = {
  'not-found': {
    title: 'There is no page here',
    lines: ['That link looks incomplete. Open it again from the email.'],
    action: 'Go to the start',
  },
  'link-unknown': {
    title: 'This link has stopped working',
    lines: [
      'That happens when you left, started again, or the link was cut on its way.',
      'Still getting our emails? Use the links in the newest one.',
    ],
    action: 'Go to the start',
  },
  'wrong-method': {
    title: 'That does not work here',
    lines: ['Go back and use the button on the page.'],
    action: 'Go to the start',
  },
  'too-large': {
    title: 'That message is too long',
    lines: ['The form takes a few short answers. Go back and make them shorter.'],
    action: 'Go to the start',
  },
  broken: {
    title: 'Something broke on our side',
    lines: ['It is not your fault, and we have been told. Please try again in a few minutes.'],
    action: 'Go to the start',
  },
} as const satisfies Record<string, Message>;

export function messageOf(kind: keyof typeof MESSAGES): Message {
  return MESSAGES[kind];
}
