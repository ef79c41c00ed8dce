import { describe, expect, test } from 'vitest';

import { readProbeOutput, readScriptOutput } from '../../src/evidence/read-script-output.ts';

const source = { by: 'cim:Win32_Service', vantage: 'client', at: '2026-11-20T09:00:00.000Z', tookMs: 1 };
const services = { state: 'seen', value: [{ name: 'sppsvc', state: 'running', startMode: 'auto' }], source };
const piece = (name: string, value: unknown): string => `@kmsdoctor ${name} ${JSON.stringify(value)}@end\r\n`;
const missing = { reason: 'timeout', detail: 'it took too long' } as const;

describe('what a script told', () => {
  test('is evidence, with the machine’s own word for itself', () => {
    const text = piece('services', services) + piece('done', { subject: 'ws1.contoso.test', collectedAt: '2026-11-20T09:00:00.000Z', role: 'host' });
    const read = readScriptOutput(text, missing);
    expect(read).toMatchObject({ subject: 'ws1.contoso.test', role: 'host', whole: true });
    expect([read?.evidence.services, read?.evidence.events]).toEqual([services, { state: 'unseen', reason: 'not-asked', detail: null }]);
  });

  test('before it was stopped counts, and the rest has the reason', () => {
    const read = readScriptOutput(piece('services', services) + '@kmsdoctor machine {"state": "se', missing);
    expect(read).toMatchObject({ subject: null, whole: false, evidence: { services, machine: { reason: 'unparsable' }, events: { state: 'unseen', ...missing } } });
  });

  test('is unparsable where it has another shape than evidence, and costs no other kind', () => {
    const read = readScriptOutput(piece('machine', { state: 'seen', value: 'x', source }) + piece('services', services) + piece('strange', 1) + piece('done', []), missing);
    expect(read).toMatchObject({ evidence: { machine: { state: 'unseen', reason: 'unparsable' }, services } });
  });

  test('is nothing where no word of it is the script’s', () => {
    expect(readScriptOutput('powershell: command not found\n{"schema": "x"}', missing)).toBeNull();
  });
});

describe('what the probes told', () => {
  const names = ['EditionID', 'UBR', 'Domain'];

  test('is the registry in the order asked, and the network', () => {
    const text = piece('registry', { ok: true, values: { Domain: 'contoso.test', UBR: 4169, EditionID: null } }) + piece('clock', { state: 'unseen', reason: 'timeout', detail: null }) + piece('done', {});
    expect(readProbeOutput(text, names, missing)).toEqual({
      registry: { ok: true, value: [null, 4169, 'contoso.test'] }, network: { clock: { state: 'unseen', reason: 'timeout', detail: null } }, whole: true,
    });
  });

  test('says why the registry could not be read', () => {
    expect(readProbeOutput(piece('registry', { ok: false, reason: 'denied', detail: 'no' }), names, missing)?.registry).toEqual({ ok: false, reason: 'denied', detail: 'no' });
    expect(readProbeOutput(piece('done', {}), names, missing)?.registry).toEqual({ ok: false, ...missing });
    expect(readProbeOutput('', names, missing)).toBeNull();
  });
});
