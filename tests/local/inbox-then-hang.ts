import { startInbox } from '../../lib/local/inbox.ts';

/** An inbox whose events nobody takes. Says its address and waits to be killed. */
const [file = ''] = process.argv.slice(2);
const inbox = await startInbox({
  port: 0,
  file,
  now: () => Date.now(),
  publish: () => Promise.reject(new Error('nobody is here')),
});
process.stdout.write(inbox.url);
