import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { causes, checks, remedies } from '../../checks/index.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { configJsonSchema } from '../../tools/config-schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'kmsdoctor-json-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string) {
  const path = join(folder, 'kmsdoctor.config.json');
  writeFileSync(path, text);
  return readConfig({ path, named: false, isCode: false }, { checks, causes, remedies });
}

const refusalOf = (text: string): string => {
  const reading = read(text);
  return reading.ok ? 'was read' : reading.sentence;
};

const cause = {
  id: 'our-cause', title: 'Ours', says: 'Ours is wrong.', area: 'client', prevalence: 'common', confidence: 'high', explains: ['CLIENT_HAS_HOST_KEY'],
  remedies: ['forget-cached-host'], verifyWith: ['client/licensed'], sources: [],
};
/** A config of one cause, a member on each line, so that line 4 + n is the cause's n-th member. */
const withCause = (change: object): string => JSON.stringify({ causes: [{ ...cause, ...change }] }, null, 1);

describe('a JSON config', () => {
  test('holds hosts, severities, causes, remedies and the helpdesk’s words, cleaned', () => {
    const reading = read(JSON.stringify({
      $schema: 'x', approvedHosts: ['KMS1.Contoso.test.', '10.0.0.11', '2001:db8::1'], severities: { LEFTOVER_GRACE_KEY: 'fail' },
      causes: [{ ...cause, remedies: ['our-remedy'] }], remedies: [{ id: 'our-remedy', title: 'Do it', risk: 'read-only', where: 'client', steps: [{ say: 'Do\u001B[31m it.' }] }],
      helpdesk: { telephone: '555-\u202E0100' },
    }));
    expect(reading).toMatchObject({ ok: true, config: {
      approvedHosts: ['kms1.contoso.test', '10.0.0.11', '2001:db8::1'], severities: { LEFTOVER_GRACE_KEY: 'fail' }, causes: [{ id: 'our-cause' }],
      remedies: [{ steps: [{ say: 'Do it.' }] }], helpdesk: { telephone: '555-0100' }, checks: [],
    } });
  });

  test.each([
    ['broken JSON', '{\n  "helpdesk": {\n    "telephone": 5,,\n  }\n}', 'line 3, column 20: this is no JSON (in helpdesk)'],
    ['JSON cut short', '{ "helpdesk": {', 'line 1, column 16: the JSON ends too early (in helpdesk)'],
    ['a list', '[]', 'line 1, column 1: the config should be an object, and is a list'],
    ['a list further in', '{ "severities":\n [] }', 'line 1, column 3: severities should be an object, and is a list'],
    ['an unknown key', '{\n  "approvedHost": []\n}', 'line 2, column 3: approvedHost is not known here (did you mean approvedHosts?)'],
    ['an unknown key further in', '{ "helpdesk":\n  { "phone": "1", "telephon": "2" } }', 'line 2, column 5: helpdesk.phone is not known here'],
    ['a wrong type', '{\n "approvedHosts": [\n  "kms1.contoso.test",\n  7 ] }', 'line 4, column 3: approvedHosts[1] should be a text, and is 7'],
    ['a host that is none', '{ "approvedHosts": ["kms 1"] }', 'column 21: approvedHosts[0] should be the name or address of a KMS host, and is "kms 1"'],
    ['checks', '{\n  "checks": [] }', 'line 2, column 3: checks are code, which JSON cannot hold: they go into kmsdoctor.config.ts'],
    ['a severity that is none', '{ "severities": { "LEFTOVER_GRACE_KEY": "failed" } }', 'column 19: severities.LEFTOVER_GRACE_KEY should be warn or fail, and is "failed" (did you mean fail?)'],
    ['a severity of a tag that is none', '{ "severities": {\n "LEFTOVER_GRACE_KEYS": "fail" } }', 'line 2, column 2: severities.LEFTOVER_GRACE_KEYS names a finding that does not exist: LEFTOVER_GRACE_KEYS (did you mean LEFTOVER_GRACE_KEY?)'],
    ['a cause’s area that is none', withCause({ area: 'clients' }), 'line 7, column 4: causes[0].area should be dns, network, host, client, clock, directory, office, integrity, cloud, inspect or fleet, and is "clients" (did you mean client?)'],
    ['the id of a cause of the house', withCause({ id: 'dns-srv-missing' }), 'line 4, column 4: causes[0].id is dns-srv-missing, which kmsdoctor has itself: choose another'],
    ['a sign that is none', withCause({ support: ['CLIENT_HAS_HOST_KEYS'] }), 'causes[0].support[0] names a finding, note or code that does not exist: CLIENT_HAS_HOST_KEYS (did you mean CLIENT_HAS_HOST_KEY?)'],
    ['a remedy that is none', withCause({ remedies: ['forget-cached-hosts'] }), 'line 14, column 5: causes[0].remedies[0] names a remedy that does not exist: forget-cached-hosts (did you mean forget-cached-host?)'],
    ['a check that is none', withCause({ verifyWith: ['client/licenced'] }), 'causes[0].verifyWith[0] names a check that does not exist: client/licenced (did you mean client/licensed?)'],
    ['a passed check that is none', withCause({ ruleOut: ['passed:client/x'] }), 'causes[0].ruleOut[0] names a check that does not exist: client/x'],
    ['a code that would confirm alone', withCause({ confirm: [['0xC004F074']] }), 'causes[0].confirm[0] holds codes alone, and a code alone confirms no cause'],
    ['evidence that is none', withCause({ decisiveEvidence: ['dnssrv'] }), 'causes[0].decisiveEvidence[0] should be one of the words that are known here, and is "dnssrv" (did you mean dnsSrv?)'],
    ['a cause without a title', JSON.stringify({ causes: [{ id: 'a-b' }] }), 'column 12: causes[0].title is missing'],
    ['two causes of one id', JSON.stringify({ causes: [cause, cause] }), 'causes[1].id is our-cause, as is that of causes[0]'],
  ])('is refused with its place: %s', (_, text, said) => {
    const refusal = refusalOf(text);
    expect(refusal).toMatch(/^kmsdoctor\.config\.json, line \d+, column \d+: .+\.$/);
    expect(refusal).toContain(said);
  });

  test('gives a note no severity: it is neither good nor bad', () => {
    const [note] = checks.flatMap((c) => Object.entries(c.findings)).find(([, f]) => f.severity === 'note') ?? [''];
    expect(refusalOf(JSON.stringify({ severities: { [note]: 'fail' } }))).toContain(`severities.${note} is a note`);
  });

  test('has a published JSON Schema, which is the one that reading uses (node tools/config-schema.ts writes it)', () => {
    expect(readFileSync(new URL('../../schemas/config-1.schema.json', import.meta.url), 'utf8')).toBe(configJsonSchema());
  });
});
