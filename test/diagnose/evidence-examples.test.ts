import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEvidenceJson } from '../../src/evidence/read-file.ts';
import type { Diagnosis } from '../../src/model/report.ts';
import { causesOf, diagnose } from './diagnose.ts';

const judge = (folder: URL, name: string): Diagnosis => {
  const read = readEvidenceJson(readFileSync(new URL(name, folder), 'utf8'));
  if (!read.ok) throw new Error(`${name} ${read.reason}`);
  return diagnose(read.value);
};

/** Six stories as files; what is said of each is what the README beside the shared ones says. */
function tellStories(folder: URL): void {
  it('a healthy client is healthy, without a diagnosis', () => {
    const said = judge(folder, 'healthy-client.json');
    expect({ verdict: said.verdict, causes: said.causes, unexplained: said.unexplained }).toEqual({ verdict: 'healthy', causes: [], unexplained: [] });
  });

  it('a missing SRV record is the cause; why it is missing is at most possible, and the host is asked for', () => {
    const said = judge(folder, 'no-srv-record.json');
    expect(said.verdict).toBe('failing');
    expect(causesOf(said, 'confirmed')).toEqual(['dns-srv-missing']);
    const possible = causesOf(said, 'possible');
    for (const why of ['dns-publish-disabled', 'dns-scavenged', 'dns-update-refused']) expect(possible).toContain(why);
    expect(causesOf(said, 'likely')).toEqual([]);
    expect(said.nextEvidence.map((n) => n.kind).filter((k) => k.startsWith('host.'))).not.toEqual([]);
  });

  it('a port that is open to the operator and closed to the client is filtered on the way', () => {
    const said = judge(folder, 'port-dropped-seen-from-client.json');
    expect(said.verdict).toBe('failing');
    expect(causesOf(said, 'confirmed')).toEqual(['net-1688-filtered']);
    expect(said.causes[0]?.cause).toBe('net-1688-filtered');
  });

  it('fewer machines counted than a Windows client needs are too few', () => {
    const said = judge(folder, 'count-short-with-host.json');
    expect(said.verdict).toBe('failing');
    expect(said.causes[0]?.cause).toBe('host-count-short');
    expect(causesOf(said, 'confirmed')).toEqual(['host-count-short']);
    expect(said.causes[0]?.because.join(' ')).toMatch(/counted \d+ machines; .* needs 25/);
  });

  it('a code alone confirms nothing and asks for what would decide', () => {
    const said = judge(folder, 'code-alone.json');
    expect(said.verdict).toBe('failing');
    expect(causesOf(said, 'confirmed')).toEqual([]);
    expect(said.causes.length).toBeGreaterThan(3);
    expect(said.nextEvidence.length).toBeGreaterThan(0);
  });

  it('a host that was found, reached and accepted the bind makes the network healthy', () => {
    const said = judge(folder, 'network-only-healthy.json');
    expect({ verdict: said.verdict, causes: said.causes }).toEqual({ verdict: 'healthy', causes: [] });
  });
}

describe('the evidence fixtures of this project', () => {
  tellStories(new URL('../../fixtures/evidence/', import.meta.url));
});

const shared = new URL('../../../shared/evidence-examples/', import.meta.url);
describe.skipIf(!existsSync(shared))('the shared evidence examples', () => {
  tellStories(shared);
});
