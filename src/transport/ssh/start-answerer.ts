import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Answers what ssh asks its SSH_ASKPASS program. The program is a script of two lines that passes the question to this
 * process through a socket in a folder that only this user can enter, and prints the answer: so the password stands in no
 * file, no environment and no process list. It is given once; a second question for it means that it was wrong.
 */
export type Answerer = {
  /** The environment that makes ssh ask us, even where a terminal is there (OpenSSH 8.4; older ones want a DISPLAY and no terminal). */
  env: Readonly<Record<string, string>>;
  /** What was asked and not answered, for the words of a refusal. */
  refused: readonly string[];
  stop: () => Promise<void>;
};

const mostPrompt = 4096;

/** Connects, sends the question, prints what comes back; without an answer its exit code tells ssh that there is none. */
const relay = `'use strict';
const socket = require('node:net').connect(require('node:path').join(__dirname, 's'), () => socket.write(JSON.stringify(String(process.argv[2] || '').slice(0, ${mostPrompt})) + '\\n'));
let answer = '';
socket.setEncoding('utf8').on('data', (part) => { answer += part; }).on('error', () => { process.exitCode = 1; });
socket.on('end', () => { if (answer === '') process.exitCode = 1; else process.stdout.write(answer); socket.end(); });
`;

const shellQuoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Starts answering: `answerTo` gives the answer to a question, or null to refuse it. `node` is a Node that runs the relay. */
export async function startAnswerer(answerTo: (prompt: string) => string | null, node: string = process.execPath): Promise<Answerer> {
  const folder = await mkdtemp(join(tmpdir(), 'kmsdoctor-ask-'));
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let asked = '';
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (part: string) => {
      asked += part;
      if (asked.length > 8 * mostPrompt) socket.destroy();
      if (!asked.includes('\n')) return;
      const prompt = readPrompt(asked);
      const answer = prompt === null ? null : answerTo(prompt);
      if (answer === null && refused.length < 8) refused.push(prompt ?? '');
      socket.end(answer === null ? '' : `${answer}\n`);
    });
  });
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(join(folder, 's'), resolve));
    await writeFile(join(folder, 'relay.cjs'), relay, { mode: 0o600 });
    await writeFile(join(folder, 'ask'), `#!/bin/sh\nexec ${shellQuoted(node)} ${shellQuoted(join(folder, 'relay.cjs'))} "$1"\n`, { mode: 0o700 });
  } catch (error) {
    await stop();
    throw error;
  }
  return { env: { SSH_ASKPASS: join(folder, 'ask'), SSH_ASKPASS_REQUIRE: 'force', DISPLAY: process.env['DISPLAY'] ?? ':0' }, refused, stop };
}

function readPrompt(line: string): string | null {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'string' ? read : null;
  } catch {
    return null;
  }
}
