import { useEffect } from 'react';
import type { SessionEffects } from './session-effects.ts';
import type { Action, State } from './shape.ts';

/** Begins the work of each remedy that was confirmed, and aborts it when its run is over. */
export function useApplying(state: State, dispatch: (action: Action) => void, effects: SessionEffects): void {
  const run = state.run?.number;
  const number = state.run?.applying?.number;
  const order = state.run?.applying?.order;
  useEffect(() => {
    if (run === undefined || number === undefined || order === undefined) return;
    const controller = new AbortController();
    effects.apply?.(order, (event) => {
      if (!controller.signal.aborted) dispatch({ type: 'apply-event', number, event });
    }, controller.signal);
    return () => controller.abort();
  }, [effects, dispatch, run, number, order]);
}
