import { table } from './figure.ts';
import { SUITES } from './suites.ts';

/** One suite in a process of its own, so that no other one's memory or compiled code counts. */
const suite = SUITES[process.argv[2] ?? ''];
if (suite === undefined) throw new Error(`no suite ${process.argv[2]}`);
const figures = await suite();
if (process.send === undefined) console.log(table(figures));
else process.send(figures, () => process.disconnect());
