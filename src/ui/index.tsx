import { render } from 'ink';
import { cleanText } from '../model/clean.ts';
import { App } from './app.tsx';
import { tapPastes } from './paste-tap.ts';
import type { InitialRequest, SessionEffects } from './session-effects.ts';
import { themeFor } from './theme.ts';

/** Where a session reads and draws; the process's own unless a test says otherwise. */
export type Terminal = {
  stdin: NodeJS.ReadableStream;
  stdout: NodeJS.WritableStream & { isTTY?: boolean };
  stderr: NodeJS.WritableStream;
  env: Readonly<Record<string, string | undefined>>;
};

/**
 * The interactive session, until the person leaves. Gives the exit code: the last verdict's (0 healthy or degraded, 1 failing,
 * 2 unknown), 0 where nothing was judged, 3 after a fault of our own, of which one line goes to standard error. The terminal
 * is as before on every way out; a signal that ends the process restores it too (Ink does, through signal-exit).
 */
export async function runSession(effects: SessionEffects, initial: InitialRequest, terminal: Terminal = process): Promise<number> {
  const { stdin, stdout, stderr, env } = terminal;
  const isReadAloud = env['INK_SCREEN_READER'] === 'true';
  const keyboard = tapPastes(stdin);
  try {
    const app = <App effects={effects} initial={initial} theme={themeFor(env, process.platform)} listenToPastes={keyboard.listen} />;
    const instance = render(app, {
      stdin: keyboard.stdin, stdout, stderr,
      exitOnCtrlC: false,
      // The console writes to the process's terminal, and is no concern of any other.
      patchConsole: stdout === process.stdout,
      isScreenReaderEnabled: isReadAloud,
      // A reader follows lines as they come; a screen that is wiped on leaving would take them away.
      alternateScreen: stdout.isTTY === true && !isReadAloud,
      // No incrementalRendering: in a real terminal it left rows of the wider frame behind when the window grew narrower.
      // Ink would draw only the last frame where CI is set, also in a real terminal.
      interactive: stdout.isTTY === true,
    });
    const code: unknown = await instance.waitUntilExit();
    return typeof code === 'number' ? code : 0;
  } catch (fault) {
    stderr.write(`kmsdoctor: a fault of our own: ${cleanText(fault instanceof Error ? fault.message : String(fault))}\n`);
    return 3;
  }
}
