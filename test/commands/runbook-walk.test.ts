import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { catalogue } from '../../src/commands/catalogue.ts';
import { judge } from '../../src/commands/runbook-walk-evidence.ts';
import { choicesOf, keysLine, questionScreen } from '../../src/commands/runbook-walk-screens.ts';
import { loadBuiltInScenarios } from '../../src/commands/scenario/built-in-scenarios.ts';
import { gatherScenario } from '../../src/commands/scenario/gather-scenario.ts';
import { writeEvidence } from '../../src/evidence/write-file.ts';
import type { Procedure } from '../../src/model/runbook.ts';
import { procedureFor } from '../../src/runbook/procedure-for.ts';
import type { WalkState } from '../../src/runbook/walk.ts';
import { freshWalk, positionOf, walkOn } from '../../src/runbook/walk.ts';
import { folderFor, program } from './program.ts';

const { path: cwd, put } = folderFor('walk');
const fixture = (name: string): string => join(import.meta.dirname, '../../fixtures/evidence', `${name}.json`);

const pageFor = async (symptom: string): Promise<Procedure> => {
  const understood = await procedureFor(symptom, catalogue);
  if (!understood.ok) throw new Error(understood.refusal);
  return understood.procedure;
};

/** What is really wrong, as a person finds it who follows the page: the signs that stand on the screens, and the cause. */
type Truth = { signs: readonly string[]; cause: string };

/** The numbers that a person types who sees this, one a question. */
function typedBy({ signs, cause }: Truth, page: Procedure): string[] {
  const typed: string[] = [];
  let state: WalkState = freshWalk;
  for (;;) {
    const position = positionOf(page, state);
    if (position.at === 'end') return typed;
    const { question } = position;
    const choices = choicesOf(question);
    const seen = question.kind === 'step' ? question.step.outcomes.findIndex((o) => o.signs.some((s) => signs.includes(s))) : -1;
    const at = question.kind === 'step' ? (seen === -1 ? choices.length - 1 : seen) : question.kind === 'proof' || question.repair.id === cause ? 0 : 2;
    typed.push(String(at + 1));
    state = walkOn(page, state, { kind: 'answer', answer: { said: choices[at]?.said ?? null, by: 'person', saw: [], suspects: [] } });
  }
}

/** A walk by the lines of a pipe, kept in a file of its own. */
const walk = (symptom: string, lines: readonly string[], file: string): ReturnType<typeof program> =>
  program(['runbook', symptom, '--walk', '--state', file], { cwd, stdin: lines.map((l) => `${l}\n`).join('') });

/** Without the breaks of its lines. */
const unwrapped = (text: string): string => text.replaceAll(/\s+/g, ' ');

const dlvOfMak = `Software licensing service version: 10.0.22621.2506

Name: Windows(R), Enterprise edition
Description: Windows(R) Operating System, RETAIL channel
Activation ID: 59eb965c-9150-42b7-a0ec-22151b9897c5
Application ID: 55c92734-d682-4d71-983e-d6ec3f16059f
Extended PID: 03612-03290-000-000001-03-1033-22631.0000-0872026
Product Key Channel: Retail
Installation ID: 0000000000000000000000000000000000000000000000000000000000000
Partial Product Key: ABCDE
License Status: Notification
Notification Reason: 0xC004F034.
Remaining Windows rearm count: 1001
Remaining SKU rearm count: 1001
`;

describe('a person who follows the procedure', () => {
  it.each([
    ['0xC004F074', { signs: ['0x8007232B', 'SRV_MISSING'], cause: 'dns-srv-missing' }],
    ['0xC004F038', { signs: ['HOST_TOLD_COUNT_TOO_LOW', 'HOST_COUNT_BELOW_THRESHOLD'], cause: 'host-count-short' }],
    ['not activating', { signs: ['CLIENT_KEY_NOT_GVLK'], cause: 'client-not-gvlk' }],
  ])('of %s comes to the cause, repairs it and proves it', async (symptom, truth) => {
    const { code, out, err } = await walk(symptom, typedBy(truth, await pageFor(symptom)), `${truth.cause}.json`);
    expect(err).toBe('');
    expect(out).toContain(`(${truth.cause})`);
    expect(out).toContain('Repaired, and proven.');
    expect(unwrapped(out)).toContain('said by the person who followed it');
    expect(code).toBe(0);
    expect(existsSync(join(cwd, `${truth.cause}.json`))).toBe(false);
  });

  it('who stops with q goes on to the same end', async () => {
    const typed = typedBy({ signs: ['0x8007232B', 'SRV_MISSING'], cause: 'dns-srv-missing' }, await pageFor('0xC004F074'));
    const first = await walk('0xC004F074', [...typed.slice(0, 1), 'q'], 'stopped.json');
    expect(first.code).toBe(2);
    expect(first.out).toContain('kept in stopped.json');
    const second = await walk('0xC004F074', ['1', ...typed.slice(1)], 'stopped.json');
    expect(second.out).toContain('Answered so far');
    expect(second.out).toContain('(dns-srv-missing)');
    expect(second.code).toBe(0);
  });

  it('who takes an answer back comes to the end of the other answer', async () => {
    const typed = typedBy({ signs: ['0x8007232B', 'SRV_MISSING'], cause: 'dns-srv-missing' }, await pageFor('0xC004F074'));
    const { code, out } = await walk('0xC004F074', ['1', 'b', ...typed], 'back.json');
    expect(out).toContain('(dns-srv-missing)');
    expect(code).toBe(0);
  });

  it('who knows nothing ends at an escalation that says what to hand on', async () => {
    const { code, out } = await walk('0xC004F074', Array.from({ length: 40 }, () => '?'), 'unknown.json');
    expect(code).toBe(2);
    expect(out).toContain('Not solved: it could not be told on this way.');
    expect(out).toMatch(/^Escalate:$/m);
    expect(out).toContain('not ruled out');
  });

  it('who cannot repair it now ends with the cause found, and goes on at that repair later', async () => {
    const typed = typedBy({ signs: ['CLIENT_KEY_NOT_GVLK'], cause: 'client-not-gvlk' }, await pageFor('not activating'));
    const later = [...typed.slice(0, -2), '2'];
    const first = await walk('not activating', later, 'later.json');
    expect(first.code).toBe(1);
    expect(first.out).toContain('Still to do:');
    const second = await walk('not activating', ['1', '1', '1'], 'later.json');
    expect(second.out).toContain('Repaired, and proven.');
    expect(second.code).toBe(0);
  });
});

describe('pasted output', () => {
  it('of slmgr.vbs /dlv answers the step that asks for it', async () => {
    const page = await pageFor('not activating');
    const before = page.steps.findIndex((s) => s.id === 'licensingProducts');
    const none = page.steps.slice(0, before).map((s) => String(s.outcomes.length));
    const { code, out } = await walk('not activating', [...none, 'p', dlvOfMak, '.', '2'], 'paste.json');
    expect(out).toContain('(client-not-gvlk)');
    expect(out).toContain('read in pasted output');
    expect(code).toBe(1);
  });

  it('that says nothing to the step is told so, and the person is asked', async () => {
    const { code, out } = await walk('not activating', ['p', 'hello', '.', 'q'], 'nothing.json');
    expect(out).toContain('holds nothing that kmsdoctor can read as evidence');
    expect(code).toBe(2);
  });

  it('with control sequences reaches neither the screen nor the file', async () => {
    const { out } = await walk('not activating', ['p', `\u001B]0;title\u0007\u001B[31mName: x\u001B[2J AAAAA-BBBBB-CCCCC-DDDDD-EEEEE`, '.', 'q'], 'hostile.json');
    expect(out).not.toContain('\u001B');
    expect(out).not.toContain('AAAAA-BBBBB');
    expect(readFileSync(join(cwd, 'hostile.json'), 'utf8')).not.toContain('AAAAA-BBBBB');
  });

  it('beyond the limit is refused whole, and the walk goes on', async () => {
    const { code, out } = await walk('not activating', ['p', ...Array.from({ length: 5 }, () => 'x'.repeat(1024 * 1023)), '.', 'q'], 'large.json');
    expect(out).toContain('too much text to paste');
    expect(code).toBe(2);
  });
});

describe('a target', () => {
  it('answers by itself what its evidence decides', async () => {
    const { code, out } = await program(['runbook', '0xC004F074', fixture('no-srv-record'), '--walk', '--state', 'target.json'], { cwd, stdin: '2\n' });
    expect(out).toContain('seen: No KMS record');
    expect(out).toContain('Confirmed by the evidence.');
    expect(out).toContain('-ZoneName corp.example');
    expect(code).toBe(1);
  });

  it('is looked at again after the repair, which is not proven while the evidence still confirms the cause', async () => {
    const { code, out } = await program(['runbook', '0xC004F074', fixture('no-srv-record'), '--walk', '--state', 'again.json'], { cwd, stdin: '1\nl\n2\n' });
    expect(out).toContain('It is not repaired yet.');
    expect(unwrapped(out)).toContain('it did not hold (seen in the evidence)');
    expect(code).toBe(1);
  });

  it('that confirms a cause of another page leads there', async () => {
    const { out, code } = await program(['runbook', '0xC004F074', fixture('count-short-with-host'), '--walk', '--state', 'elsewhere.json'], { cwd, stdin: '2\n' });
    expect(out).toContain(`\n    kmsdoctor runbook host-count-short ${fixture('count-short-with-host')} --walk --state host-count-short.json\n`);
    expect(code).toBe(1);
  });

  it('whose evidence confirms a cause is not walked past it, wherever its page would look first', async () => {
    const scenario = (await loadBuiltInScenarios()).find((s) => s.id === 'client-override-dead');
    const dead = put('override-dead.json', writeEvidence((await gatherScenario(scenario ?? never())).case));
    const { code, out } = await program(['runbook', 'laptop', 'wont', 'activate', dead, '--walk', '--state', 'dead.json'], { cwd, stdin: '2\n' });
    expect(out).toContain('The evidence confirms this cause');
    expect(out).not.toContain('What did you see?');
    expect(unwrapped(out)).toContain('Left out: the cause is confirmed (seen in the evidence).');
    expect(out).toContain('(client-override-dead)');
    expect(code).toBe(1);
    const again = await program(['runbook', 'laptop', 'wont', 'activate', dead, '--walk', '--state', 'dead.json'], { cwd, stdin: '1\nb\n2\n' });
    expect(unwrapped(again.out)).toContain('left out, the cause is confirmed');
  });

  it('is not walked with its names masked: the commands need them', async () => {
    const { code, err } = await program(['runbook', '0xC004F074', fixture('no-srv-record'), '--walk', '--redact', '--state', 'masked.json'], { cwd, stdin: '' });
    expect(code).toBe(64);
    expect(err).toContain('--redact is not for it');
  });

  it('cannot be standard input, where the answers come from', async () => {
    const { code, err } = await program(['runbook', '0xC004F074', '-', '--walk'], { cwd, stdin: '' });
    expect(code).toBe(64);
    expect(err).toContain('--walk reads its answers from standard input');
  });
});

describe('the file of a walk', () => {
  it('keeps what was answered when the input ends early', async () => {
    const { code, err } = await walk('0xC004F074', ['5'], 'early.json');
    expect(code).toBe(2);
    expect(err).toContain('The input ended before the walk did');
    expect(JSON.parse(readFileSync(join(cwd, 'early.json'), 'utf8'))).toMatchObject({ schema: 'kmsdoctor.walk/1', answers: [{ by: 'person' }] });
  });

  it.each([
    ['notes.txt', 'my notes\n', 'is no walk that kmsdoctor kept'],
    ['other.json', '{"schema":"kmsdoctor.evidence/1"}', 'is no walk that kmsdoctor kept'],
    ['cut.json', '{"schema":"kmsdoctor.walk/1","symptom":"x"}', 'is a damaged walk'],
    ['newer.json', '{"schema":"kmsdoctor.walk/9"}', 'another version'],
  ])('that is not ours or is damaged (%s) is refused and left as it is', async (name, content, why) => {
    const path = put(name, content);
    const { code, err } = await walk('0xC004F074', ['1'], name);
    expect(code).toBe(64);
    expect(err).toContain(why);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('of another symptom is not overwritten', async () => {
    await walk('0xC004F074', ['5'], 'mine.json');
    const before = readFileSync(join(cwd, 'mine.json'), 'utf8');
    const { code, err } = await walk('0xC004F038', ['1'], 'mine.json');
    expect(code).toBe(64);
    expect(err).toContain('keeps a walk of 0xC004F074');
    expect(readFileSync(join(cwd, 'mine.json'), 'utf8')).toBe(before);
  });

  it('is not where the summary goes, which has a file of its own', async () => {
    const same = await program(['runbook', '0xC004F074', '--walk', '--state', 'same.json', '-o', './same.json'], { cwd, stdin: '1\n' });
    expect(same.code).toBe(64);
    const apart = await program(['runbook', '0xC004F074', fixture('no-srv-record'), '--walk', '--state', 'apart.json', '-o', 'ticket.txt'], { cwd, stdin: '2\n' });
    expect(apart.out).not.toContain('TICKET SUMMARY');
    expect(readFileSync(join(cwd, 'ticket.txt'), 'utf8')).toMatch(/^TICKET SUMMARY\nSymptom: +0xC004F074\n/);
  });

  it('that cannot be written is said before the first question', async () => {
    const { code, out } = await walk('0xC004F074', ['1'], join('no-such-folder', 'walk.json'));
    expect(code).toBe(64);
    expect(out).not.toContain('Step 1');
  });
});

describe('a screen of a walk', () => {
  const look = { width: 80, paint: (_: unknown, text: string): string => text };
  const repairOf = async (scenarioId: string, machine: string | null): Promise<string> => {
    const scenario = (await loadBuiltInScenarios()).find((s) => s.id === scenarioId);
    const judged = judge((await gatherScenario(scenario ?? never())).case, { approvedHosts: [], domains: [] });
    const repair = (await pageFor(scenarioId)).repairs.find((r) => r.id === scenarioId);
    return questionScreen({ kind: 'repair', key: 'repair:x', repair: repair ?? never(), nth: 1, of: 1, certainty: 'confirmed', again: false }, 1, { judged, machine }, look);
  };

  it('asks for a command once where it proves two things', async () => {
    const repair = (await pageFor('client-not-gvlk')).repairs.find((r) => r.id === 'client-not-gvlk') ?? never();
    const text = questionScreen({ kind: 'proof', key: 'proof:x', repair, again: false }, 1, { judged: null, machine: null }, look);
    expect(text.split('slmgr.vbs /dlv')).toHaveLength(2);
    expect(text).toMatch(/It worked when you see: .*\n {2}And: /);
  });

  it('breaks no key apart from what it does', () => {
    const lines = keysLine({ kind: 'step', key: 'step:x', step: { id: 'x', title: '', where: 'client', say: '', run: [], changes: false, needs: ['dnsSrv'], checks: [], outcomes: [{ id: 'o', see: '', means: '', signs: ['SRV_MISSING'], next: { kind: 'done' } }] }, again: false }, 'winrm://ws', look).split('\n');
    expect(lines).toEqual(['  p paste what it printed   l look at it again   ? do not know   b back', '  q stop and keep']);
  });

  it('says what kmsdoctor could carry out on the machine that is looked at, and only there', async () => {
    const command = 'kmsdoctor check winrm://ws-0142 --apply return-to-discovery';
    expect(await repairOf('client-override-dead', 'winrm://ws-0142')).toContain(command);
    expect(await repairOf('client-override-dead', null)).not.toContain('--apply');
    expect(await repairOf('host-sppsvc-stopped', 'winrm://ws-0142')).not.toContain('--apply');
  });
});

function never(): never {
  throw new Error('there is no such scenario');
}
