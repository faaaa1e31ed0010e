import { lazily } from '../wiring/lazily.ts';
import { dispatchEnvironment } from './environment.ts';
import { composeDispatch } from './wiring.ts';

/** Woken every minute. The schedule's event says nothing that it needs. */
export function dispatchFunction(compose: () => ReturnType<typeof composeDispatch>) {
  return async () => {
    const { dispatch, log, flush } = compose();
    const dispatched = await dispatch();
    log.info('dispatched', { ...dispatched });
    flush();
    return dispatched;
  };
}

export const handler = dispatchFunction(
  lazily(() => composeDispatch(dispatchEnvironment.parse(process.env))),
);
