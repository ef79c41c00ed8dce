import { useApp, useInput, useIsScreenReaderEnabled, usePaste, useStdin, useWindowSize } from 'ink';
import { useCallback, useEffect, useMemo, useReducer, type ReactNode } from 'react';
import { actionsFor } from './input.ts';
import { ThemeContext } from './parts/say.tsx';
import type { PasteEvent, PasteTap } from './paste-tap.ts';
import type { Size } from './parts/frame.tsx';
import { ApplyScreen } from './screens/apply.tsx';
import { ApplyingScreen } from './screens/applying.tsx';
import { CauseScreen } from './screens/cause-detail.tsx';
import { CheckScreen } from './screens/check-detail.tsx';
import { ExplainedScreen } from './screens/explained.tsx';
import { FieldScreen } from './screens/field.tsx';
import { HelpScreen } from './screens/help.tsx';
import { PasteScreen } from './screens/paste.tsx';
import type { ScreenProps } from './screens/screen-props.ts';
import { SessionScreen } from './screens/session.tsx';
import { StartScreen } from './screens/start.tsx';
import { smallest, TooSmall } from './screens/too-small.tsx';
import type { Measured } from './scrolling.ts';
import type { InitialRequest, SessionEffects } from './session-effects.ts';
import { screenOf, type Action, type ScrollName, type State } from './shape.ts';
import { exitCodeOf, initialState, reducerFor } from './state.ts';
import type { Theme } from './theme.ts';
import { useApplying } from './use-applying.ts';

type AppProps = {
  effects: SessionEffects;
  initial: InitialRequest;
  theme: Theme;
  /** Where pastes come from; absent, Ink's own are taken. */
  listenToPastes?: PasteTap<unknown>['listen'];
};

/** The session: keys become actions, actions become state, state is drawn; work is begun only through the effects. */
export function App({ effects, initial, theme, listenToPastes }: AppProps): ReactNode {
  const reduce = useMemo(() => reducerFor(effects.readMachine), [effects]);
  const [state, dispatch] = useReducer(reduce, initial, (request) =>
    initialState(request, { canCopy: effects.copy !== undefined, canApply: effects.apply !== undefined, ...(effects.helpdesk === undefined ? {} : { helpdesk: effects.helpdesk }), ...(effects.recent === undefined ? {} : { recent: effects.recent }) }));
  const size = useWindowSize();
  useKeys(state, dispatch);
  usePastes(dispatch, listenToPastes);
  useEffects(state, dispatch, effects);
  useApplying(state, dispatch, effects);
  useLeaving(state, dispatch);
  const onMeasure = useCallback((scroll: ScrollName, measured: Measured) => dispatch({ type: 'measured', scroll, measured }), []);
  return <ThemeContext value={theme}><CurrentScreen state={state} size={size} onMeasure={onMeasure} /></ThemeContext>;
}

type Dispatch = (action: Action) => void;

function useKeys(state: State, dispatch: Dispatch): void {
  useInput((input, key) => {
    for (const action of actionsFor(state, input, key)) dispatch(action);
  });
}

const actionOfPaste = (event: PasteEvent): Action => {
  switch (event.type) {
    case 'arriving':
      return event;
    case 'arrived':
      return { type: 'pasted', text: event.text, whole: true };
    case 'too-large':
      return { type: 'paste-too-large' };
    default:
      return event satisfies never;
  }
};

/** Ink's own hook asks the terminal to mark pastes, and gets those whose mark came in two pieces. */
function usePastes(dispatch: Dispatch, listen: AppProps['listenToPastes']): void {
  usePaste((text) => dispatch({ type: 'pasted', text, whole: true }));
  useEffect(() => listen?.((event) => dispatch(actionOfPaste(event))), [dispatch, listen]);
}

/** Begins the work of each new run and aborts that of the one before, and hands copied text on. */
function useEffects(state: State, dispatch: Dispatch, effects: SessionEffects): void {
  const number = state.run?.number;
  const request = state.run?.request;
  useEffect(() => {
    if (number === undefined || request === undefined) return;
    const controller = new AbortController();
    effects.start(request, (event) => {
      if (!controller.signal.aborted) dispatch({ type: 'event', run: number, event });
    }, controller.signal);
    return () => controller.abort();
  }, [effects, dispatch, number, request]);
  useFollowing(state.run, dispatch, effects);
  const { outgoing } = state;
  useEffect(() => {
    if (outgoing !== null) effects.copy?.(outgoing.text);
  }, [effects, outgoing]);
}

/** Begins the look that was said yes to. What it works on is the case as it stood when the yes was given. */
function useFollowing(run: State['run'], dispatch: Dispatch, effects: SessionEffects): void {
  const number = run?.number ?? 0;
  const following = run?.following ?? null;
  useEffect(() => {
    if (following === null) return;
    const controller = new AbortController();
    effects.follow?.(following, (event) => {
      if (!controller.signal.aborted) dispatch({ type: 'event', run: number, event });
    }, controller.signal);
    return () => controller.abort();
  }, [effects, dispatch, number, following]);
}

/** Leaves when asked to, and when the keyboard is gone: a session that nobody can end would stay for ever. */
function useLeaving(state: State, dispatch: Dispatch): void {
  const { exit } = useApp();
  const { stdin } = useStdin();
  useEffect(() => {
    const leave = (): void => dispatch({ type: 'quit' });
    // A terminal that hangs up may be an end, a close, or a read error, after the system.
    stdin.on('end', leave).on('close', leave).on('error', leave);
    return () => {
      stdin.off('end', leave).off('close', leave).off('error', leave);
    };
  }, [stdin, dispatch]);
  const code = exitCodeOf(state);
  useEffect(() => {
    if (state.leaving) exit(code);
  }, [state.leaving, code, exit]);
}

const isTooSmall = (size: Size): boolean => size.columns < smallest.columns || size.rows < smallest.rows;

function CurrentScreen(props: ScreenProps): ReactNode {
  const isRead = useIsScreenReaderEnabled();
  const { state, size } = props;
  if (!isRead && isTooSmall(size)) return <TooSmall size={size} />;
  const screen = screenOf(state);
  switch (screen.name) {
    case 'start':
      return <StartScreen {...props} />;
    case 'machine':
    case 'host':
    case 'account':
    case 'file':
    case 'domain':
    case 'code':
      return <FieldScreen {...props} screen={screen} />;
    case 'paste':
      return <PasteScreen {...props} />;
    case 'help':
      return <HelpScreen {...props} />;
    case 'session':
      return state.run === null ? <StartScreen {...props} /> : <SessionScreen {...props} run={state.run} />;
    case 'explained':
      return state.run === null ? <StartScreen {...props} /> : <ExplainedScreen {...props} run={state.run} />;
    case 'check':
      return state.run === null ? <StartScreen {...props} /> : <CheckScreen {...props} run={state.run} id={screen.id} />;
    case 'cause':
      return state.run === null ? <StartScreen {...props} /> : <CauseScreen {...props} run={state.run} id={screen.id} />;
    case 'apply':
      return state.run === null ? <StartScreen {...props} /> : <ApplyScreen {...props} run={state.run} remedy={screen.remedy} />;
    case 'applying':
      return state.run === null ? <StartScreen {...props} /> : <ApplyingScreen {...props} run={state.run} />;
    default:
      return screen satisfies never;
  }
}
