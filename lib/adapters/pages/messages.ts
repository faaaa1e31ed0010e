interface Message {
  title: string;
  lines: readonly string[];
  action: string;
}

const MESSAGES = {
  'not-found': {
    title: 'There is no page here',
    lines: ['The address may have lost a letter on its way. The links in your newest email all work.'],
    action: 'Go to the first page',
  },
  'link-unknown': {
    title: 'This link does not work any more',
    lines: [
      'It may be from an earlier start of the course, or have lost a letter on its way.',
      'The links in your newest email work. To stop the emails, use "Stop the emails" in any of them: that link never runs out.',
    ],
    action: 'Go to the first page',
  },
  'wrong-method': {
    title: 'That does not work here',
    lines: ['Go back and use the button on the page.'],
    action: 'Go to the first page',
  },
  'too-large': {
    title: 'That was too much to take in',
    lines: ['The form takes a few short answers. Go back and make them shorter.'],
    action: 'Go to the first page',
  },
  broken: {
    title: 'Something broke on our side',
    lines: ['It is not your fault, and we have been told. Please try again in a few minutes.'],
    action: 'Go to the first page',
  },
} as const satisfies Record<string, Message>;

export function messageOf(kind: keyof typeof MESSAGES): Message {
  return MESSAGES[kind];
}
