import { describe, expect, test } from 'vitest';

import { progressLine } from '../../src/commands/progress-line.ts';
import { inviteToPaste, terminalOf } from '../../src/commands/terminal.ts';

const terminal = { isTTY: true, columns: 90 };

const drawnOn = (screen: { isTTY?: boolean; columns?: number }): string => {
  let drawn = '';
  const progress = progressLine({ ...screen, write: (text) => {
    drawn += text;
  } });
  progress.onProgress({ type: 'started', step: 'a', kind: 'dnsSrv', label: 'the KMS record of contoso.test\u001B[2J', at: 0 });
  progress.onProgress({ type: 'started', step: 'b', kind: 'tcp', label: 'TCP 1688', at: 1 });
  progress.onProgress({ type: 'finished', step: 'a', kind: 'dnsSrv', label: 'the KMS record', at: 2, outcome: 'found' });
  progress.end();
  return drawn;
};

describe('colour and width', () => {
  test('a terminal has its own width, and colour', () => {
    expect(terminalOf(null, false, { stdout: terminal, env: {} })).toEqual({ width: 90, color: true });
  });

  test.each([
    ['--no-color', false, {}], ['NO_COLOR', null, { NO_COLOR: '1' }], ['TERM=dumb', null, { TERM: 'dumb' }],
  ])('%s takes colour away', (_, color, env) => {
    expect(terminalOf(color, false, { stdout: terminal, env }).color).toBe(false);
  });

  test('an empty NO_COLOR says nothing, as its convention has it', () => {
    expect(terminalOf(null, false, { stdout: terminal, env: { NO_COLOR: '' } }).color).toBe(true);
  });

  test('a file and a pipe have no colour and 100 columns, or COLUMNS', () => {
    expect(terminalOf(null, true, { stdout: terminal, env: {} })).toEqual({ width: 100, color: false });
    expect(terminalOf(null, false, { stdout: {}, env: { COLUMNS: '60' } })).toEqual({ width: 60, color: false });
    expect(terminalOf(null, false, { stdout: {}, env: { COLUMNS: 'wide' } })).toEqual({ width: 100, color: false });
  });
});

describe('progress', () => {
  test('is drawn on a terminal only', () => {
    expect(drawnOn({})).toBe('');
  });

  test('says what is waited for in one line that is gone at the end, without the control characters of names', () => {
    const frames = drawnOn(terminal).split('\r\u001B[K').slice(1);
    expect(frames).toEqual(['Waiting for the KMS record of contoso.test', 'Waiting for the KMS record of contoso.test and 1 more', 'Waiting for TCP 1688', '']);
  });

  test('is cut to the terminal', () => {
    expect(drawnOn({ isTTY: true, columns: 30 }).split('\r\u001B[K').every((f) => f.length < 30)).toBe(true);
  });
});

const invited = (inputs: string[], stdinIsTTY: boolean, platform: NodeJS.Platform = 'linux'): string => {
  let text = '';
  inviteToPaste(inputs, { platform, stdin: { isTTY: stdinIsTTY }, stderr: { isTTY: true, write: (more) => {
    text += more;
  } } });
  return text;
};

describe('standard input that is a keyboard', () => {
  test('is told how a paste ends, on each system', () => {
    expect(invited(['-'], true)).toMatch(/^Paste the text here, then press Ctrl-D/);
    expect(invited(['-'], true, 'win32')).toMatch(/Ctrl-Z and Enter/);
  });

  test('is left alone where it is not read, and a pipe always', () => {
    expect([invited(['dlv.txt'], true), invited(['-'], false)]).toEqual(['', '']);
  });
});
