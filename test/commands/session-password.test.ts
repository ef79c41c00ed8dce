import { afterEach, describe, expect, it, vi } from 'vitest';

import { readCheckRequest } from '../../src/commands/check-request.ts';
import { gatherCase } from '../../src/commands/gather-case.ts';

const streams = [process.stdin, process.stderr] as const;
const before = streams.map((stream) => Object.getOwnPropertyDescriptor(stream, 'isTTY'));

afterEach(() => {
  streams.forEach((stream, i) => Object.defineProperty(stream, 'isTTY', before[i] ?? { value: undefined, configurable: true }));
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** As if a person sat at the terminal: whatever is asked of them would be written there. */
function atTerminal(): string[] {
  const written: string[] = [];
  vi.stubEnv('KMSDOCTOR_PASSWORD', undefined);
  for (const stream of streams) Object.defineProperty(stream, 'isTTY', { value: true, configurable: true });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  return written;
}

describe('while the session draws on the terminal', () => {
  // Port 9 of loopback, where nothing listens: what matters is what is asked before.
  it.each([null, 'hunter2'])('nobody is asked there for the password of a machine (%s)', async (password) => {
    const written = atTerminal();
    const gathered = await gatherCase(readCheckRequest(['winrm://helpdesk@127.0.0.1:9'], {}), {
      network: () => Promise.reject(new Error('not wanted')), onProgress: () => {}, signal: new AbortController().signal, now: () => 0, password,
    });
    expect([written, gathered.case.via]).toEqual([[], 'winrm']);
    expect(JSON.stringify(gathered)).not.toContain('hunter2');
  });
});
