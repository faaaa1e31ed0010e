import { SECOND_MS } from '../../lib/domain/calendar.ts';
import type { Plant as SimulatedPlant } from '../simulation/function-ports.ts';
import * as simulated from '../simulation/planted-bugs.ts';
import type { Ports } from './functions.ts';
import type { Plant } from './process.ts';
import type { ScenarioName } from './standard-set.ts';

/** A mistake that someone could make one day, where it is found, and the invariant that it breaks. */
export interface PlantedBug {
  mistake: string;
  plant: Plant;
  scenario: ScenarioName;
  breaks: RegExp;
}

const SEND_MS = 5 * SECOND_MS;

/** The bugs of the simulation, and the faults that were once in the product. */
export const PLANTED: readonly PlantedBug[] = [
  {
    mistake: 'a claim without a condition',
    plant: asIn(simulated.claimWithoutACondition),
    scenario: 'two of each function, a message twice',
    breaks: /^(once|claimed)/,
  },
  {
    mistake: 'settling before sending',
    plant: asIn(simulated.settleBeforeSend),
    scenario: 'one mother, any one fault',
    breaks: /^lineTrue/,
  },
  {
    mistake: 'a retry on a timeout',
    plant: asIn(simulated.retryOnTimeout),
    scenario: 'one mother, any one fault',
    breaks: /^once/,
  },
  {
    mistake: 'events merged by arrival',
    plant: asIn(simulated.mergeByArrival),
    scenario: 'an event of each kind, in any order',
    breaks: /^fate/,
  },
  {
    mistake: 'leaving without waiting',
    plant: asIn(simulated.leaveWithoutWaiting),
    scenario: 'she leaves',
    breaks: /^notAfterLeaving/,
  },
  {
    mistake: 'the mark moved after the queue',
    plant: asIn(simulated.markAfterQueue),
    scenario: 'two of each function, a message twice',
    breaks: /^queuedOnce/,
  },
  {
    mistake: 'a second attempt before the hour is over',
    plant: asIn(simulated.impatientReconcile),
    scenario: 'a reply and an event lost, late or parked',
    breaks: /^once/,
  },
  {
    mistake: 'settling over whatever changed meanwhile',
    plant: asIn(simulated.settleWithoutACondition),
    scenario: 'she leaves',
    breaks: /^(nothingLeft|notAfterLeaving|once)/,
  },
  {
    mistake: 'lines of skipped weeks forgotten',
    plant: asIn(simulated.linesForgotten),
    scenario: 'a lesson after four weeks of rest',
    breaks: /^accounted/,
  },
  {
    mistake: 'sends that wait for no moment',
    plant: asIn(simulated.noPace),
    scenario: 'two mothers at one mail a second',
    breaks: /^rate/,
  },
  {
    mistake: 'one record that cannot be read stops reconcile for all',
    plant: onlyIn('reconcile', (ports) => ({
      ...ports,
      subscribers: {
        ...ports.subscribers,
        due: async (...args) => {
          const rows = await ports.subscribers.due(...args);
          for (const { id } of rows) await ports.subscribers.get(id);
          return rows;
        },
      },
    })),
    scenario: 'two mothers, of whom one cannot be read',
    breaks: /^accounted/,
  },
  {
    mistake: 'a lost message waits for an empty queue',
    plant: onlyIn('reconcile', (ports) => ({
      ...ports,
      limits: { ...ports.limits, take: async () => 'exceeded' },
    })),
    scenario: 'a message lost while those of others wait',
    breaks: /^accounted/,
  },
  {
    mistake: 'a parked event counts as none',
    plant: onlyIn('reconcile', (ports) => ({
      ...ports,
      events: { ...ports.events, deadLettered: async () => 0 },
    })),
    scenario: 'a reply and an event lost, late or parked',
    breaks: /^once/,
  },
  {
    mistake: 'a lesson is known by its day, and no longer by its number',
    plant: onlyIn('reconcile', (ports) => ({
      ...ports,
      subscribers: {
        ...ports.subscribers,
        replace: (next, ...args) =>
          ports.subscribers.replace(
            next.state === 'stopped' ? next : { ...next, tries: { ...next.tries, lineOn: null } },
            ...args,
          ),
      },
    })),
    scenario: 'she changes her day, and a reply is lost',
    breaks: /^(once|told)/,
  },
  {
    mistake: 'leaving trusts the clock of another machine',
    plant: onlyIn('leave', (ports) => ({
      ...ports,
      clock: { ...ports.clock, wait: (ms) => ports.clock.wait(Math.min(ms, 4 * SECOND_MS)) },
    })),
    scenario: 'she leaves, and the clock of the web is ahead',
    breaks: /^notAfterLeaving/,
  },
  {
    mistake: 'an import writes over a leaving',
    plant: onlyIn('import', (ports) => ({
      ...ports,
      suppressions: { ...ports.suppressions, getMany: async () => [] },
    })),
    scenario: 'she leaves while she is imported',
    breaks: /^nothingLeft/,
  },
  {
    mistake: 'a complaint deletes once, and not again what was written in between',
    plant: onlyIn('record', (ports) => ({ ...ports, enrolQueue: { send: async () => {} } })),
    scenario: 'a complaint, and what a function wrote that died is tried no more',
    breaks: /^nothingLeft/,
  },
  {
    mistake: 'SES is given a fresh time limit in place of that of the claim',
    plant: onlyIn('deliver', (ports) => ({
      ...ports,
      mailer: { send: (mail) => ports.mailer.send(mail, ports.clock.machineNow() + SEND_MS) },
    })),
    scenario: 'she leaves while a send is slow',
    breaks: /^notAfterLeaving/,
  },
  {
    mistake: 'no look at the line before the second attempt',
    plant: onlyIn('deliver', (ports) => ({ ...ports, ledger: { ...ports.ledger, get: async () => null } })),
    scenario: 'a reply and an event lost, late or parked',
    breaks: /^once/,
  },
];

function asIn(plant: SimulatedPlant): Plant {
  return (ports, name) => ({ ...ports, ...plant(ports, name) });
}

function onlyIn(functionName: string, plant: (ports: Ports) => Ports): Plant {
  return (ports, name) => (name === functionName ? plant(ports) : ports);
}
