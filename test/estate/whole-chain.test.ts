import { describe, expect, onTestFinished, test } from 'vitest';

import { withNetwork } from '../../src/commands/add-evidence.ts';
import { catalogue } from '../../src/commands/catalogue.ts';
import { readCheckRequest } from '../../src/commands/check-request.ts';
import { gatherDemo } from '../../src/commands/gather-demo.ts';
import { gatherCase } from '../../src/commands/gather-case.ts';
import { judgeCase } from '../../src/diagnose/judge-case.ts';
import type { LoopbackEstate } from '../../src/estate/loopback-estate.ts';
import type { Case } from '../../src/model/evidence.ts';
import type { Diagnosis } from '../../src/model/report.ts';
import { createNetwork } from '../../src/transport/network.ts';
import { readEstateClient } from '../../src/commands/scenario/read-estate.ts';
import { healthyEstate } from '../../src/estate/known-estates.ts';
import type { EstateFault } from './started.ts';
import { startEstate } from './started.ts';

/** The estate over real loopback sockets, through everything that a `check` goes through. */

const now = Date.parse('2026-11-20T09:00:00Z');

async function estate(fault: EstateFault): Promise<LoopbackEstate> {
  const started = await startEstate(fault, now);
  onTestFinished(started.stop);
  return started;
}

async function lookAt({ domain, dns: resolver }: LoopbackEstate): Promise<Case> {
  const request = readCheckRequest([], { domain: [domain], dns: [`${resolver.host}:${resolver.port}`], timeout: '2000' });
  const gathered = await gatherCase(request, { network: async () => createNetwork(), onProgress: () => {}, signal: new AbortController().signal, now: () => now });
  return gathered.case;
}

const judge = (subject: Case): Diagnosis => judgeCase(subject, { approvedHosts: [], domains: [] }, catalogue);
const problems = (d: Diagnosis) => d.checks.flatMap((c) => c.findings).map((f) => f.tag);

describe('an estate in which nothing is wrong', () => {
  test('is judged healthy from the network alone: a host is found, reached, and accepts the bind', async () => {
    const diagnosis = judge(await lookAt(await estate(null)));
    expect([diagnosis.verdict, diagnosis.causes, problems(diagnosis)]).toEqual(['healthy', [], []]);
  });

  test('is judged healthy with its client', async () => {
    const started = await estate(null);
    const { evidence } = await lookAt(started);
    const diagnosis = judge(withNetwork({ ...await readEstateClient(started.world, healthyEstate().look, 'WS-0142', new AbortController().signal), via: 'estate', collectedAt: new Date(now).toISOString(), redacted: false, related: [] }, evidence));
    expect([diagnosis.verdict, diagnosis.causes, problems(diagnosis)]).toEqual(['healthy', [], []]);
  });
});

describe('the same without its KMS record', () => {
  test('is dns-srv-missing before anything else, from the network alone', async () => {
    const diagnosis = judge(await lookAt(await estate('no-srv-record')));
    expect(diagnosis.verdict).toBe('failing');
    expect(diagnosis.causes[0]).toMatchObject({ cause: 'dns-srv-missing', certainty: 'confirmed' });
  });

  test('and with its client, as the demonstration gathers it', async () => {
    const diagnosis = judge(await gatherDemo(() => {}, new AbortController().signal));
    expect(diagnosis.causes[0]).toMatchObject({ cause: 'dns-srv-missing', certainty: 'confirmed' });
    expect(diagnosis.causes.filter((c) => c.certainty === 'confirmed')).toHaveLength(1);
    expect(diagnosis.unexplained).toEqual([]);
  });
});
