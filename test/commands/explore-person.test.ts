import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import type { AskPerson } from '../../src/commands/ask-at-terminal.ts';
import { catalogue } from '../../src/commands/catalogue.ts';
import { readCheckRequest } from '../../src/commands/check-request.ts';
import type { CheckFlags } from '../../src/commands/check-request.ts';
import { exploreCase } from '../../src/commands/explore-case.ts';
import type { Explored } from '../../src/commands/explore-case.ts';
import { gatherCase } from '../../src/commands/gather-case.ts';
import type { Given } from '../../src/commands/follow-offer.ts';
import type { Network } from '../../src/model/network.ts';
import { lived } from '../estate/lived.ts';
import { program } from './program.ts';

const dlv = fileURLToPath(new URL('../../fixtures/evidence/no-srv-record.json', import.meta.url));
const healthy = fileURLToPath(new URL('../../fixtures/evidence/healthy-client.json', import.meta.url));
const host = fileURLToPath(new URL('../../fixtures/evidence/count-short-with-host.json', import.meta.url));

const halfKnown = (): Network => lived({ faults: [{ fault: 'replication-stops', servers: ['dc2'], at: 'before' }] }).networkOfDesk();

type Answers = Readonly<Record<string, Given | null>>;

/** Somebody who says no to whatever is not listed. */
function someone(answers: Answers): { person: AskPerson; asked: string[]; said: string[] } {
  const asked: string[] = [];
  const said: string[] = [];
  const person: AskPerson = {
    ask: async ({ ask, question, why }) => {
      asked.push(ask.id);
      said.push(`${question} ${why}`);
      return answers[ask.id] ?? null;
    },
    say: (sentence) => void said.push(sentence),
    rest: () => undefined,
  };
  return { person, asked, said };
}

async function explored(targets: string[], flags: CheckFlags, answers: Answers | null, network: Network | null = null): Promise<Explored & { asked: string[]; said: string[] }> {
  const { person, asked, said } = someone(answers ?? {});
  const use = {
    network: network === null ? () => Promise.reject(new Error('no packet may be sent')) : async () => network,
    onProgress: () => undefined, signal: new AbortController().signal, now: () => Date.parse('2026-11-02T08:00:00Z'),
  };
  return { ...await exploreCase(readCheckRequest(targets, { explore: true, ...flags }, 'linux'), use, catalogue, { person: answers === null ? null : person }), asked, said };
}

const first = ({ trace }: Explored) => trace.steps.at(-1)?.first;
const domain = { domain: ['corp.example'], dns: ['10.0.0.54'] };

describe('the loop with a person at the terminal', () => {
  test('asks each question once, sends nothing that was not allowed, and says what was not looked at', async () => {
    const { asked, notes, trace } = await explored([dlv], {}, {});
    expect(asked).toContain('person zone servers');
    expect(asked).toContain('person host');
    expect(new Set(asked).size).toBe(asked.length);
    expect(trace.steps.map(({ ask }) => ask)).toEqual(['files']);
    expect(notes.some((note) => note.startsWith('You were asked and did not say yes, so this was not looked at: the zone’s own DNS servers'))).toBe(true);
  });

  test('with a yes the zone’s own servers overturn “there is no record”', async () => {
    const alone = await explored([], domain, null, halfKnown());
    expect(first(alone)).toMatchObject({ cause: 'dns-srv-missing', certainty: 'confirmed' });
    const asked = await explored([], domain, { 'person zone servers': {} }, halfKnown());
    expect(asked.asked[0]).toBe('person zone servers');
    expect(asked.said[0]).toBe('Ask the own DNS servers of corp.example? They tell a missing record from a wrong resolver.');
    expect(asked.trace.steps.at(-1)).toMatchObject({ ask: 'person zone servers', place: 'person', came: [{ kind: 'dnsSrv', outcome: 'seen', items: 2 }, { kind: 'addresses', outcome: 'seen' }] });
    expect(asked.trace.steps.at(-1)?.fell).toContainEqual(expect.objectContaining({ cause: 'dns-srv-missing' }));
    expect(first(asked)?.cause).toBe('dns-replication-lag');
  });

  test('with --authoritative nobody is asked about them, and without --explore they are asked too', async () => {
    const { asked, trace } = await explored([], { ...domain, authoritative: true }, {}, halfKnown());
    expect(asked).not.toContain('person zone servers');
    expect(trace.steps.map(({ ask }) => ask)).toContain('desk zone servers');
    const whole = await gatherCase(readCheckRequest([], { ...domain, authoritative: true }, 'linux'), {
      network: async () => halfKnown(), onProgress: () => undefined, signal: new AbortController().signal, now: () => 0,
    });
    expect(whole.case.evidence.dnsSrv).toMatchObject({ value: [{ resolver: '10.0.0.54', answers: [] }, { resolver: '10.0.0.53', answers: [{ target: 'kms1.corp.example' }] }] });
  });

  test('without anybody to ask, and without that option, the servers that nobody named are left alone', async () => {
    const srvAsked: string[] = [];
    const desk = halfKnown();
    await explored([], domain, null, { ...desk, lookupSrv: (name, resolver, limits) => {
      srvAsked.push(resolver.host);
      return desk.lookupSrv(name, resolver, limits);
    } });
    expect(new Set(srvAsked)).toEqual(new Set(['10.0.0.54']));
  });

  test('takes the KMS host’s saved output, and what is pasted, as evidence', async () => {
    const { trace, case: subject } = await explored([dlv], {}, { 'person host': { target: host } });
    expect(trace.steps.map(({ ask }) => ask)).toEqual(['files', 'person host']);
    expect(subject.related.some((r) => r.role === 'host')).toBe(true);
  });

  test('what cannot be read is said in one sentence, and not asked for again', async () => {
    const { asked, said, trace } = await explored([dlv], {}, { 'person host': { target: 'ftp://kms1' } });
    expect(said.some((sentence) => sentence.includes('is no target'))).toBe(true);
    expect(asked.filter((id) => id === 'person host')).toHaveLength(1);
    expect(trace.steps.map(({ ask }) => ask)).toEqual(['files']);
  });

  test('asks nothing where nothing is wrong', async () => {
    expect((await explored([healthy], {}, {})).asked).toEqual([]);
  });

  test('asks nobody in a pipeline: the run ends by itself', async () => {
    const { code, err } = await program(['check', dlv, '--explore']);
    expect([code, err]).toEqual([1, '']);
  });
});
