import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ExploreTrace } from '../../src/model/explore.ts';
import { readReport } from '../report-shape.ts';
import { main, program } from './program.ts';

const noRecord = fileURLToPath(new URL('../../fixtures/evidence/no-srv-record.json', import.meta.url));

const explored = async (args: readonly string[], password = ''): Promise<{ code: number | null; trace: ExploreTrace; evidence: Record<string, { state: string; reason?: string }>; first: string | undefined }> => {
  const { code, out } = await program(['check', ...args, '--explore', '--trace', '--include-evidence', '--format', 'json'], { env: { KMSDOCTOR_PASSWORD: password } });
  const { trace, evidence, diagnosis } = JSON.parse(out) as { trace: ExploreTrace; evidence: Record<string, { state: string }>; diagnosis: { cause: string }[] };
  return { code, trace, evidence, first: diagnosis[0]?.cause };
};

describe('check --explore on files', () => {
  test('is one look at all that is at hand, and ends as without it', async () => {
    const plain = readReport((await program(['check', noRecord, '--format', 'json'])).out);
    const { code, out, err } = await program(['check', noRecord, '--explore', '--trace', '--format', 'json']);
    const report = readReport(out);
    const { trace } = JSON.parse(out) as { trace: ExploreTrace };
    expect([code, err]).toEqual([1, '']);
    expect([report.verdict, report.diagnosis]).toEqual([plain.verdict, plain.diagnosis]);
    expect(trace.steps).toMatchObject([{ ask: 'files', confirmed: ['dns-srv-missing'], first: { cause: 'dns-srv-missing', certainty: 'confirmed' } }]);
    expect(trace.end).toBe('one-cause-stands');
  });

  test('tells its steps on standard error, and nothing of them without --trace', async () => {
    const { out, err } = await program(['check', noRecord, '--explore', '--trace']);
    expect(err).toMatch(/^Step 1: the files at hand\n {2}why {8}it bears on .*\n {2}came {7}seen: .*dnsSrv 3/);
    expect(err).toContain('dns-no-servers');
    expect(out).not.toContain('Step 1');
    expect(out).toContain('Looks made: 1 of 1');
    expect((await program(['check', noRecord, '--explore'])).err).toBe('');
  });

  test.each([
    [['--trace'], '--trace tells the steps of --explore'],
    [['--explore', '--trace', '--redact'], 'leave out --redact'],
    [['--explore', '--active'], '--active'],
  ])('%j is a usage error', async (args, sentence) => {
    const { code, out, err } = await program(['check', noRecord, ...args]);
    expect([code, out]).toEqual([64, '']);
    expect(err).toContain(sentence);
  });
});

describe('check --explore on a reference estate', () => {
  type Ready = { domain: string; dns: { host: string; port: number }; machines: { name: string; winrm: string; user: string; password: string }[] };
  let ready: Ready;
  let estate: ReturnType<typeof spawn>;
  beforeAll(async () => {
    estate = spawn(process.execPath, [main, 'estate', '--scenario', 'client-activation-type-restricted', '--format', 'json'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    for await (const chunk of estate.stdout ?? []) {
      text += String(chunk);
      if (text.endsWith('\n')) break;
    }
    ready = JSON.parse(text) as Ready;
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => {
      estate.once('close', resolve);
    });
    estate.kill('SIGINT');
    await ended;
  });

  const client = (): { url: string; password: string } => {
    const found = ready.machines.find((m) => m.winrm.startsWith('http:') && !/^kms/i.test(m.name));
    if (found === undefined) throw new Error('the estate has no client');
    return { url: `winrm://${encodeURIComponent(found.user)}@${new URL(found.winrm).host}`, password: found.password };
  };

  test('reads of a machine over WinRM only what tells the cause: the rest was not asked', async () => {
    const { url, password } = client();
    const { code, trace, evidence, first } = await explored([url], password);
    expect([code, first, trace.end]).toEqual([1, 'client-activation-type-restricted', 'one-cause-stands']);
    expect(trace.steps.map((s) => s.ask)).toEqual(['licensingProducts']);
    expect([evidence['licensingProducts']?.state, evidence['events'], evidence['dnsSrv']]).toMatchObject(['seen', { state: 'unseen', reason: 'not-asked' }, { state: 'unseen', reason: 'not-asked' }]);
    expect(trace.leftOut).toContain('network');
  });

  test('asks the names first where only the network is named, then what they lead to', async () => {
    const { trace } = await explored(['--domain', ready.domain, '--dns', `${ready.dns.host}:${ready.dns.port}`]);
    expect(trace.steps.map((s) => s.ask)).toEqual(['desk names', 'desk ports']);
  });

  test('a refused account ends no differently than without it: unseen with its reason, each thing asked once', async () => {
    const { trace, evidence } = await explored([client().url], 'wrong');
    expect(evidence['licensingProducts']).toMatchObject({ state: 'unseen', reason: 'denied' });
    expect(new Set(trace.steps.map((s) => s.ask)).size).toBe(trace.steps.length);
  });
});
