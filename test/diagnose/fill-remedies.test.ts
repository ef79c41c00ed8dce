import { describe, expect, it } from 'vitest';
import { fillRemedies } from '../../src/diagnose/fill-remedies.ts';
import type { Finding } from '../../src/model/check.ts';
import type { Case } from '../../src/model/evidence.ts';
import type { Remedy } from '../../src/model/remedy.ts';
import { caseOf, evidence, ids, kmsClient, onlyEvidence, product, relatedHost, srv } from '../evidence-builder.ts';
import { candidate, signsOf } from './cause-maker.ts';

const nothing = caseOf(onlyEvidence({}));

function fill(run: string, subject: Case, args: Finding['args'] = {}): string {
  const remedy: Remedy = { id: 'r', title: 'Do it', risk: 'read-only', where: 'client', steps: [{ say: 'Do:', run }] };
  const of = candidate('c', 'confirmed', ['X'], { of: { remedies: ['r'] } });
  return fillRemedies([of], new Map([['r', remedy]]), signsOf({ fail: ['X'], args }), subject)['r']?.steps[0]?.run ?? '';
}

const found = (host: string) => ({ tag: 'X', severity: 'fail' as const, message: `${host}.`, args: { host } });

const removing = (...args: readonly Finding['args'][]) => {
  const remedy: Remedy = { id: 'r', title: 'Do it', risk: 'changes-dns', where: 'dns', steps: [{ say: 'Remove:', run: 'dnscmd SRV {oldHost}.' }] };
  const of = candidate('c', 'confirmed', ['SRV_TARGET_UNRESOLVABLE', 'PORT_TIMEOUT'], { of: { remedies: ['r'] } });
  const behind = new Map([['SRV_TARGET_UNRESOLVABLE', args.map((a) => ({ tag: 'SRV_TARGET_UNRESOLVABLE', severity: 'fail' as const, message: 'X.', args: a }))], ['PORT_TIMEOUT', [{ tag: 'PORT_TIMEOUT', severity: 'fail' as const, message: 'Y.', args: { host: 'kms1.contoso.test' } }]]]);
  return fillRemedies([of], new Map([['r', remedy]]), { ...signsOf({ fail: ['SRV_TARGET_UNRESOLVABLE', 'PORT_TIMEOUT'] }), behind }, caseOf())['r']?.steps[0]?.run;
};

describe('the commands of a remedy', () => {
  it('hold the real names', () => {
    expect(fill('{zone} {host}:{port} {client} {resolver} {activationId}', caseOf())).toBe(`contoso.test kms1.contoso.test:1688 WS-0142 10.0.0.5 ${ids.windows}`);
  });

  it('keep an upper-case word where nothing tells the name', () => {
    expect(fill('{zone} {host} {officeActivationId} {gvlk}', nothing)).toBe('ZONE HOST OFFICE-ACTIVATION-ID GVLK');
  });

  it('take what the cause’s own findings say before what the evidence says at large', () => {
    expect(fill('{host}', caseOf(), { host: 'kms9.contoso.test' })).toBe('kms9.contoso.test');
  });

  it('take the host whose facts are at hand before one that DNS names', () => {
    expect(fill('{host}', caseOf(evidence(), { related: [{ ...relatedHost(), subject: 'kms7.contoso.test' }] }))).toBe('kms7.contoso.test');
  });

  it('name the first of several hosts of which the same is said', () => {
    const remedy: Remedy = { id: 'r', title: 'Do it', risk: 'read-only', where: 'host', steps: [{ say: 'On {host}.' }] };
    const of = candidate('c', 'confirmed', ['X'], { of: { remedies: ['r'] } });
    expect(fillRemedies([of], new Map([['r', remedy]]), { ...signsOf({ fail: ['X'] }), behind: new Map([['X', [found('kms1.contoso.test'), found('kms3.contoso.test')]]]) }, nothing)['r']?.steps[0]?.say).toBe('On kms1.contoso.test.');
  });

  it('name what is to be taken out of the record where one name is told, and none of several', () => {
    expect(removing({ target: 'old.contoso.test.' })).toBe('dnscmd SRV old.contoso.test.');
    expect(removing({ dead: ['old.contoso.test'], host: 'kms1.contoso.test' })).toBe('dnscmd SRV old.contoso.test.');
    expect(removing({ target: 'old.contoso.test' }, { target: 'older.contoso.test' })).toBe('dnscmd SRV OLD-HOST.');
    expect(removing()).toBe('dnscmd SRV OLD-HOST.');
    expect(removing({ target: 'old; calc' })).toBe('dnscmd SRV OLD-HOST.');
  });

  it('hold no name from a target of "."', () => {
    const declined = srv({ answers: [{ priority: 0, weight: 0, port: 0, target: '.', ttl: 1 }] });
    expect(fill('{host}', caseOf(onlyEvidence({ dnsSrv: [declined] })))).toBe('HOST');
  });

  it.each(['kms1; rm -rf /', 'kms1 && calc', '$(calc)', '`calc`', 'a|b', 'a>b', "a'b", 'a"b', 'a%PATH%', '-Force', '*', 'a b', 'a\nb', '@{a}', '{b}', '\u202Ekms1'])(
    'never take %j, which a shell or a command would read as more than a name', (name) => {
      expect(fill('Test-NetConnection {host}', nothing, { host: name })).toBe('Test-NetConnection HOST');
      const set = product({ kmsClient: kmsClient({ configuredHost: name }) });
      expect(fill('Test-NetConnection {host}', caseOf(onlyEvidence({ licensingProducts: [set] })))).toBe('Test-NetConnection HOST');
    },
  );

  it.each(['kms-1.contoso.test', '10.0.0.11', 'fd00::11', '_vlmcs._tcp.contoso.test', 'kmsä.contoso.test'])('take %s', (name) => {
    expect(fill('{host}', nothing, { host: name })).toBe(name);
  });
});

describe('the sentences of a remedy', () => {
  it('may hold a product’s name with its spaces, and no control characters', () => {
    const remedy: Remedy = { id: 'r', title: 'About {product}', risk: 'read-only', where: 'client', steps: [{ say: 'See {product}.' }] };
    const of = candidate('c', 'confirmed', ['X'], { of: { remedies: ['r'] } });
    const titled = (name: string) => fillRemedies([of], new Map([['r', remedy]]), signsOf({ fail: ['X'], args: { product: name } }), nothing)['r']?.title;
    expect(titled('Windows(R), Enterprise edition')).toBe('About Windows(R), Enterprise edition');
    expect(titled('a\u001B[31mb')).toBe('About PRODUCT');
  });

  it('are filled for the cause that comes first where several share a remedy', () => {
    const remedy: Remedy = { id: 'r', title: 'T', risk: 'read-only', where: 'client', steps: [{ say: 'Go to {host}.' }] };
    const a = candidate('a', 'confirmed', ['X'], { of: { remedies: ['r'] } });
    const b = candidate('b', 'likely', ['Y'], { of: { remedies: ['r', 'unknown'] } });
    const signs = signsOf({ fail: ['X', 'Y'] });
    const behind = new Map([['X', [{ tag: 'X', severity: 'fail' as const, message: 'X.', args: { host: 'one' } }]], ['Y', [{ tag: 'Y', severity: 'fail' as const, message: 'Y.', args: { host: 'two' } }]]]);
    expect(fillRemedies([a, b], new Map([['r', remedy]]), { ...signs, behind }, nothing)['r']?.steps).toEqual([{ say: 'Go to one.' }]);
  });
});
