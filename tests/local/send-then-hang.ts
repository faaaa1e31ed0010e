import { QueueStore } from '../../lib/local/queue-store.ts';
import { localQueues } from '../../lib/local/queues.ts';

/** Sends to the queue file that it is told, says so once the queue has answered, and waits to be killed. */
const [file = '', count = '1'] = process.argv.slice(2);
const { lessons } = localQueues(new QueueStore(file));
for (let sent = 0; sent < Number(count); sent += 1) {
  await lessons.send([{ id: 'AAAAAAAAAAAAAAAAAAAAAA', dueAt: sent }]);
}
process.stdout.write('acknowledged\n');
setInterval(() => undefined, 1_000);
