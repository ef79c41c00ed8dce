import { createSocket } from 'node:dgram';
import { chmodSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { notificationDlv } from './outputs.ts';
import { folderFor, program } from './program.ts';

const { path: cwd, put } = folderFor('stopping');
put('client.txt', notificationDlv);

const posix = process.platform !== 'win32';

describe('a reader that goes away', () => {
  test.skipIf(!posix)('is no error, and hides none: no stack, nothing said, and the verdict’s own exit code', async () => {
    const outcome = await program(['check', 'client.txt', '-v'], { cwd, during: (child) => {
      child.stdin?.end();
      child.stdout?.destroy();
    } });
    expect(outcome).toMatchObject({ code: 1, err: '' });
  });
});

describe('an interrupt', () => {
  test.skipIf(!posix).each(['SIGINT', 'SIGTERM'] as const)('%s ends a wait for the network at once, without a report or a stack', async (signal) => {
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => {
      silent.bind(0, '127.0.0.1', resolve);
    });
    const { port } = silent.address() as AddressInfo;
    const outcome = await program(['check', '--domain', 'contoso.test', '--dns', `127.0.0.1:${port}`, '--timeout', '60000', '-o', 'never.txt'], {
      cwd,
      during: (child) => silent.once('message', () => {
        child.kill(signal);
      }),
    });
    silent.close();
    expect(outcome).toEqual({ code: null, signal, out: '', err: '' });
  });

  test.skipIf(!posix)('ends a wait for standard input as well', async () => {
    const outcome = await program(['check', '-'], { during: (child) => {
      // More than a pipe holds: once all of it is taken in, the program has started and waits for more.
      child.stdin?.write(' '.repeat(1 << 20), () => child.kill('SIGINT'));
    } });
    expect(outcome).toMatchObject({ code: null, signal: 'SIGINT', out: '', err: '' });
  });
});

test.skipIf(!posix)('a ping program that does not end keeps nobody waiting once the report is out', async () => {
  put('ping', '#!/bin/sh\necho $$ > "$0.pid"\nexec tail -f /dev/null\n');
  chmodSync(join(cwd, 'ping'), 0o755);
  const { code, out } = await program(['check', '--kms-host', '127.0.0.1:9', '--timeout', '500'], { env: { PATH: `${cwd}:/bin:/usr/bin` } });
  const pid = Number(readFileSync(join(cwd, 'ping.pid'), 'utf8'));
  // It still runs, so the program did not wait for it; signal 0 only asks whether the process is there.
  expect(process.kill(pid, 0)).toBe(true);
  process.kill(pid);
  expect(code).toBe(1);
  expect(out).toContain('FAILING');
});
