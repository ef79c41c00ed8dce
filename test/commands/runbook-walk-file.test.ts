import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as v from 'valibot';
import { describe, expect, test } from 'vitest';

import { walkFile } from '../../src/commands/runbook-walk-schema.ts';
import { walkJsonSchema } from '../../tools/walk-schema.ts';
import { folderFor, program } from './program.ts';

const { path: cwd } = folderFor('walk-file');
const published = readFileSync(new URL('../../schemas/walk-1.schema.json', import.meta.url), 'utf8');

/** What Windows would print of a key in full, and of a client whose licence state decides two steps. */
const dlv = `Software licensing service version: 10.0.22621.2506

Name: Windows(R), Enterprise edition
Description: Windows(R) Operating System, VOLUME_KMSCLIENT channel
Product Key Channel: Volume:GVLK
Partial Product Key: 2YT43
License Status: Notification
Notification Reason: 0xC004F056.
Registered KMS machine name: old-kms.corp.example:1688
My key is ABCDE-FGHJK-MNPQR-TVWXY-BCDFG
`;
const pasted = ['p', ...dlv.split('\n').map((line) => line || ' '), '.'];

const walk = (file: string, lines: readonly string[]): ReturnType<typeof program> =>
  program(['runbook', '0xC004F074', '--walk', '--state', file], { cwd, stdin: lines.map((line) => `${line}\n`).join('') });

describe('the file of a walk', () => {
  test('has a published JSON Schema, which is the one that reading uses (node tools/walk-schema.ts writes it)', () => {
    expect(published).toBe(walkJsonSchema());
  });

  test('is as that says, and holds what was pasted, without a whole key', async () => {
    await walk('one.json', ['7', ...pasted, 'q']);
    const text = readFileSync(join(cwd, 'one.json'), 'utf8');
    const file = JSON.parse(text) as Record<string, unknown>;
    expect(v.safeParse(walkFile, file).issues).toBeUndefined();
    const { properties } = JSON.parse(published) as { properties: object };
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(file)));
    expect(text).toContain('old-kms.corp.example');
    expect(text).not.toContain('ABCDE-FGHJK');
  });

  test('answers later steps by what was pasted before the walk was stopped', async () => {
    await walk('two.json', ['?', ...pasted, 'q']);
    const { answers, pasted: kept } = JSON.parse(readFileSync(join(cwd, 'two.json'), 'utf8')) as { answers: { question: string; by: string }[]; pasted: unknown };
    expect(kept).toMatchObject({ schema: 'kmsdoctor.evidence/1' });
    // As if the walk had been stopped before the step that the paste decides.
    const rest = answers.filter(({ by }) => by === 'person');
    writeFileSync(join(cwd, 'two.json'), JSON.stringify({ ...JSON.parse(readFileSync(join(cwd, 'two.json'), 'utf8')) as object, answers: rest }));
    const { out } = await walk('two.json', ['1', 'q']);
    expect(out).toMatch(/Step \d: .* - seen: /);
  });

  test('with pasted evidence that is damaged keeps its answers: the text is asked for again', async () => {
    await walk('three.json', ['7', ...pasted, 'q']);
    const file = JSON.parse(readFileSync(join(cwd, 'three.json'), 'utf8')) as object;
    writeFileSync(join(cwd, 'three.json'), JSON.stringify({ ...file, pasted: { schema: 'kmsdoctor.evidence/1', evidence: 7 } }));
    const { code, out } = await walk('three.json', ['1', 'q']);
    expect([code === 64, out.includes('Answered so far')]).toEqual([false, true]);
  });
});
