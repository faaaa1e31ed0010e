import * as z from 'zod';
import { deliverEnvironment } from '../../lambdas/deliver/environment.ts';
import { deliverFunction } from '../../lambdas/deliver/handler.ts';
import { composeDeliver } from '../../lambdas/deliver/wiring.ts';
import { dispatchEnvironment } from '../../lambdas/dispatch/environment.ts';
import { dispatchFunction } from '../../lambdas/dispatch/handler.ts';
import { composeDispatch } from '../../lambdas/dispatch/wiring.ts';
import { enrolEnvironment } from '../../lambdas/enrol/environment.ts';
import { enrolFunction } from '../../lambdas/enrol/handler.ts';
import { composeEnrol } from '../../lambdas/enrol/wiring.ts';
import { reconcileEnvironment } from '../../lambdas/reconcile/environment.ts';
import { reconcileFunction } from '../../lambdas/reconcile/handler.ts';
import { composeReconcile } from '../../lambdas/reconcile/wiring.ts';
import { recordEnvironment } from '../../lambdas/record/environment.ts';
import { recordFunction } from '../../lambdas/record/handler.ts';
import { composeRecord } from '../../lambdas/record/wiring.ts';
import { trainingEnvironment } from '../../lambdas/training/environment.ts';
import { composeTraining } from '../../lambdas/training/wiring.ts';
import { webEnvironment } from '../../lambdas/web/environment.ts';
import { composeWeb } from '../../lambdas/web/wiring.ts';
import { lazily } from '../../lambdas/wiring/lazily.ts';
import type { Overrides } from '../../lambdas/wiring/overrides.ts';

/** As long as Lambda gives the functions that send. */
const FUNCTION_TIMEOUT_MS = 60_000;
const context = { getRemainingTimeInMillis: () => FUNCTION_TIMEOUT_MS };

export type LocalFunctions = ReturnType<typeof localFunctions>;

/** The functions of the course, hosted in this process: the same handlers that run in Lambda. */
export function localFunctions(
  environment: Readonly<Record<string, string>>,
  overrides: Overrides,
  onSent: (lessons: number) => void,
) {
  // Parsed before anything starts: a wrong variable is told now, not when a lesson is due.
  const toDeliver = deliverEnvironment.parse(environment);
  const toEnrol = enrolEnvironment.parse(environment);
  const toRecord = recordEnvironment.parse(environment);
  const toDispatch = dispatchEnvironment.parse(environment);
  const toReconcile = reconcileEnvironment.parse(environment);
  const deliver = deliverFunction(lazily(() => counting(composeDeliver(toDeliver, overrides), onSent)));
  const reconcile = reconcileFunction(lazily(() => composeReconcile(toReconcile, overrides)));
  return {
    deliver: (event: Parameters<typeof deliver>[0]) => deliver(event, context),
    enrol: enrolFunction(lazily(() => composeEnrol(toEnrol, overrides))),
    record: recordFunction(lazily(() => composeRecord(toRecord, overrides))),
    dispatch: dispatchFunction(lazily(() => composeDispatch(toDispatch, overrides))),
    reconcile: () => reconcile({}, context),
    web: composeWeb(webEnvironment.parse(environment), clientAddress, overrides),
    training: composeTraining(trainingEnvironment.parse(environment), clientAddress, overrides),
  };
}

/** The functions, composed anew by `renew`: with what was built since. Work that is under way ends with those it began with. */
export function renewable(compose: () => LocalFunctions) {
  let functions = compose();
  return {
    current: () => functions,
    scheduled: { dispatch: () => functions.dispatch(), reconcile: () => functions.reconcile() },
    renew: () => {
      functions = compose();
    },
  };
}

const nodeRequest = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) });

function clientAddress(host: unknown): string {
  return nodeRequest.parse(host).incoming.socket.remoteAddress;
}

/** Tells how many lessons went, so that moving the clock can say it. */
function counting(composed: ReturnType<typeof composeDeliver>, onSent: (lessons: number) => void) {
  const deliver: typeof composed.deliver = async (messages, deadline) => {
    const delivered = await composed.deliver(messages, deadline);
    onSent(delivered.filter((one) => one.status === 'fulfilled' && one.value === 'sent').length);
    return delivered;
  };
  return { ...composed, deliver };
}
