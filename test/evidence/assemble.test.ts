import { describe, expect, test } from 'vitest';
import { emptyFragment } from '../../src/codec/text-format.ts';
import type { Fragment } from '../../src/codec/text-format.ts';
import { assembleCase, joinParts } from '../../src/evidence/assemble.ts';
import { evidenceOf, seen, valueOf } from '../../src/model/evidence.ts';
import type { Case, LicensingProduct, SrvLookup } from '../../src/model/evidence.ts';
import {
  addressLookup, attempt, caseOf, collectedAt, event, evidence, hostProduct, ids, kmsClient, officeProduct, onlyEvidence, product, relatedHost,
  requestEvent, responseEvent, srv,
} from '../evidence-builder.ts';

const options = { label: 'dlv.txt', collectedAt, via: 'file' as const };
let line = 0;

const piece = (by: string, but: Partial<Fragment> = {}): Fragment => {
  line += 10;
  const format = by.startsWith('slmgr') ? 'slmgr' : by.startsWith('ospp') ? 'ospp' : by.startsWith('event') ? 'event-text' : by.startsWith('cim') ? 'cim-list' : 'nslookup';
  return { ...emptyFragment(format, by, line), ...but };
};
const dlv = (row: Partial<LicensingProduct> = {}, but: Partial<Fragment> = {}): Fragment =>
  piece('slmgr /dlv', { products: [product(row)], service: { version: '10.0.22631.4169' }, ...but });
const hostDlv = (but: Partial<Fragment> = {}): Fragment => piece('slmgr /dlv', { products: [hostProduct()], ...but });
const ato = (code: string | null = '0xC004F074', activationId: string | null = ids.windows): Fragment =>
  piece('slmgr /ato', { attempts: [attempt({ at: null, code, succeeded: code === null, activationId })] });
const seenByHost = (computer: string | null): Fragment =>
  piece('event', { events: [event(12290, { computer, log: 'Key Management Service', kms: { ...requestEvent().kms, role: 'host-request', clientName: 'ws-0142.contoso.test' } as never })] });

const assemble = (...fragments: Fragment[]): Case & { notes: string[] } => {
  const { case: c, notes } = assembleCase(fragments, options);
  return { ...c, notes };
};
const text = (label: string, ...fragments: Fragment[]): { label: string; fragments: Fragment[] } => ({ label, fragments });
const lookedUp = (resolver: string | null, ...found: Partial<SrvLookup>[]): Fragment[] => found.map((f) => piece('nslookup', { dnsSrv: [srv({ resolver, ...f })] }));
const products = (c: Pick<Case, 'evidence'>): LicensingProduct[] => valueOf(c.evidence.licensingProducts) ?? [];
const otherCmid = '00000000-1111-4222-8333-444444444444';

describe('pieces of one machine are one body', () => {
  test('whatever no piece speaks of is unseen', () => {
    const c = assemble(dlv());
    expect(c).toMatchObject({ subject: 'dlv.txt', via: 'file', collectedAt, redacted: false, related: [], notes: [] });
    expect(c.evidence.licensingProducts).toEqual(seen([product()], { by: 'slmgr /dlv', vantage: 'client', at: null, tookMs: null }));
    expect(c.evidence.events).toEqual({ state: 'unseen', reason: 'not-asked', detail: null });
    expect(c.evidence.service).toMatchObject({ value: { version: '10.0.22631.4169', clientMachineId: null } });
  });

  test('nothing at all is a case of which nothing is seen', () => {
    expect(assemble()).toMatchObject({ subject: 'dlv.txt', evidence: evidenceOf({}), related: [] });
  });

  test('attempts and events stand in the order of the text', () => {
    const c = assemble(ato('0xC004F074'), dlv(), ato('0xC004F038'), ato(null));
    expect(valueOf(c.evidence.activationAttempts)?.map((a) => a.code)).toEqual(['0xC004F074', '0xC004F038', null]);
    expect(c.evidence.activationAttempts).toMatchObject({ source: { by: 'slmgr /ato' } });
  });

  test('a later reading of a product replaces the earlier, which fills what the later leaves open', () => {
    const c = assemble(
      dlv({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0 }),
      piece('slmgr /dli', { products: [product({ licenseStatus: 'licensed', reasonCode: null, graceMinutesRemaining: 259_200, activationId: null, remainingSkuRearms: null })] }),
    );
    expect(products(c)).toEqual([product({ graceMinutesRemaining: 259_200 })]);
  });

  test('a later reading with its whole KMS block forgets a host that is no longer set', () => {
    const c = assemble(dlv({ kmsClient: kmsClient({ configuredHost: 'old.contoso.test', configuredPort: 1688 }) }), dlv());
    expect(products(c)[0]?.kmsClient).toMatchObject({ configuredHost: null, discoveredHost: 'kms1.contoso.test' });
  });

  test('/xpr is of the product that has its name', () => {
    const bare = { description: null, channel: 'unknown', channelText: null, activationId: null, applicationId: null, extendedPid: null, partialProductKey: null, kmsClient: null } as const;
    const c = assemble(dlv({ permanentlyActivated: null }), piece('slmgr /xpr', { products: [product({ ...bare, permanentlyActivated: false })] }));
    expect(products(c)).toEqual([product()]);
  });

  test('products of one report that share a name stay apart', () => {
    const rows = ['a', 'b', 'c'].map((activationId) => product({ activationId, partialProductKey: null }));
    expect(products(assemble(piece('cim', { products: rows })))).toHaveLength(3);
  });

  test('Windows, Office, attempts and DNS answers of one paste are one machine', () => {
    const c = assemble(dlv(), piece('ospp /dstatus', { products: [officeProduct()] }), ato(), piece('nslookup', { dnsSrv: [srv({ resolver: null })], addresses: [addressLookup()] }));
    expect(c.related).toEqual([]);
    expect(products(c)).toHaveLength(2);
    expect(c.evidence.dnsSrv).toMatchObject({ state: 'seen', source: { by: 'nslookup', vantage: 'client' } });
    expect(c.evidence.licensingProducts).toMatchObject({ source: { by: 'slmgr /dlv, ospp /dstatus' } });
  });

  test('Office on an old Windows has a CMID of its own', () => {
    const office = officeProduct({ kmsClient: kmsClient({ cmid: otherCmid }) });
    expect(assemble(dlv(), piece('ospp /dstatus', { products: [office] })).related).toEqual([]);
  });

  test('an add-on licence beside the operating system is the same machine', () => {
    const esu = product({ name: 'Windows(R), Professional ESU-Year1 edition', activationId: 'e5u', partialProductKey: '66QYY', kmsClient: null, channel: 'mak' });
    expect(assemble(dlv(), piece('slmgr /dlv', { products: [esu] })).related).toEqual([]);
  });

  test('events name the machine of an unnamed report with the same CMID, and of one before them', () => {
    expect(assemble(dlv(), piece('event', { events: [requestEvent()] }))).toMatchObject({ subject: 'ws-0142.contoso.test', related: [] });
    expect(assemble(dlv(), piece('event', { events: [responseEvent()] }))).toMatchObject({ subject: 'ws-0142.contoso.test', related: [] });
  });

  test('a short name and the long name of the same machine are one', () => {
    const c = assemble(piece('cim', { machine: { hostName: 'WS-0142' } }), piece('event', { events: [responseEvent()] }));
    expect(c).toMatchObject({ subject: 'ws-0142.contoso.test', related: [] });
    expect(c.evidence.machine).toMatchObject({ state: 'seen', value: { hostName: 'WS-0142', caption: null } });
  });

  test('a machine whose CMID was renewed is one by its name', () => {
    expect(assemble(dlv({}, { computer: 'WS-0142' }), dlv({ kmsClient: kmsClient({ cmid: otherCmid }) }, { computer: 'ws-0142' })).related).toEqual([]);
  });

  test('a listing that says that no product has a key was seen, and is empty', () => {
    expect(assemble(piece('ospp /dstatus')).evidence.licensingProducts).toMatchObject({ state: 'seen', value: [] });
    expect(assemble(piece('slmgr /dlv', { service: { version: '10.0.22631.1' } })).evidence.licensingProducts.state).toBe('unseen');
  });

  test('a later answer of the same resolver replaces its earlier one; answers of unnamed resolvers stand side by side', () => {
    const [first, then] = [{ rcode: 'NXDOMAIN', answers: [] }, {}];
    expect(valueOf(assemble(...lookedUp('10.0.0.5', first, then)).evidence.dnsSrv)).toEqual([srv()]);
    expect(valueOf(assemble(...lookedUp(null, first, then)).evidence.dnsSrv)).toHaveLength(2);
  });
});

describe('two machines in one paste', () => {
  test('two CMIDs of Windows are two machines, and a note names both', () => {
    const c = assemble(dlv(), dlv({ kmsClient: kmsClient({ cmid: otherCmid }) }));
    const second = c.related[0]?.subject ?? '';
    expect(second).toMatch(/^dlv\.txt \(line \d+\)$/);
    expect(c.related).toMatchObject([{ role: 'client' }]);
    expect(c.notes).toEqual([`dlv.txt holds two machines: dlv.txt and ${second}; each is judged by itself.`]);
  });

  test('two computer names are two machines, even with one CMID between them', () => {
    const c = assemble(piece('event', { events: [requestEvent()] }), piece('event', { events: [{ ...requestEvent(), computer: 'ws-0143.contoso.test' }] }));
    expect([c.subject, ...c.related.map((r) => r.subject)]).toEqual(['ws-0142.contoso.test', 'ws-0143.contoso.test']);
    expect(c.notes[0]).toBe('dlv.txt holds two machines: ws-0142.contoso.test and ws-0143.contoso.test; each is judged by itself.');
  });

  test('events of several computers in one listing are told apart', () => {
    const events = [requestEvent(), { ...requestEvent(), computer: 'ws-0143' }, responseEvent(), { ...responseEvent(), computer: 'ws-0143' }];
    const c = assemble(piece('event', { events }));
    expect(valueOf(c.evidence.events)).toHaveLength(2);
    expect(c.related).toMatchObject([{ subject: 'ws-0143', evidence: { events: { value: [{ id: 12288 }, { id: 12289 }] } } }]);
  });

  test('two operating systems in two reports are two machines', () => {
    const server = { name: 'Windows(R), ServerStandard edition', activationId: 'other', partialProductKey: 'J464C', kmsClient: null };
    expect(assemble(dlv({ kmsClient: null }), dlv(server)).related).toHaveLength(1);
    expect(assemble(dlv({ kmsClient: null, activationId: null }), dlv({ ...server, activationId: null })).related).toHaveLength(1);
  });

  test('two versions of Windows in two reports are two machines', () => {
    const old = dlv({ kmsClient: null }, { service: { version: '10.0.19045.1' } });
    expect(assemble(dlv({ kmsClient: null }), old).related).toHaveLength(1);
  });

  test('an attempt goes to the machine that has the product', () => {
    const second = dlv({ activationId: 'other', kmsClient: kmsClient({ cmid: otherCmid }) });
    const c = assemble(dlv(), second, ato('0xC004F074', ids.windows), ato('0xC004F038', null));
    expect(valueOf(c.evidence.activationAttempts)?.map((a) => a.code)).toEqual(['0xC004F074']);
    expect(c.related).toMatchObject([{ evidence: { activationAttempts: { value: [{ code: '0xC004F038' }] } } }]);
  });

  test('a request for the same product under another CMID names no earlier report', () => {
    const c = assemble(dlv(), piece('event', { events: [requestEvent({ cmid: otherCmid })] }));
    expect([c.subject, c.related[0]?.subject]).toEqual(['dlv.txt', 'ws-0142.contoso.test']);
  });

  test('of many machines the note names five and counts the rest', () => {
    const many = Array.from({ length: 12 }, (_, i) => dlv({}, { computer: `ws-${i}` }));
    expect(assemble(...many).notes[0]).toBe('dlv.txt holds 12 machines: ws-0, ws-1, ws-2, ws-3, ws-4 and 7 more; each is judged by itself.');
  });
});

describe('a KMS host beside its client', () => {
  test('stands in related, whichever was pasted first', () => {
    for (const fragments of [[dlv(), hostDlv()], [hostDlv(), dlv()]]) {
      const c = assemble(...fragments);
      expect(products(c)).toEqual([product()]);
      expect(c.related).toMatchObject([{ role: 'host', evidence: { licensingProducts: { value: [{ channel: 'kms-host' }], source: { vantage: 'host' } } } }]);
      expect(c.notes[0]).toMatch(/^dlv\.txt holds two machines: dlv\.txt and KMS host dlv\.txt \(line \d+\);/);
    }
  });

  test('is named by the events 12290 that it logged, which are its own', () => {
    const c = assemble(dlv({}, { computer: 'ws-0142' }), seenByHost('kms1.contoso.test'), hostDlv());
    expect(c.evidence.events.state).toBe('unseen');
    expect(c.related).toMatchObject([{ role: 'host', subject: 'kms1.contoso.test', evidence: { events: { value: [{ id: 12290 }] }, licensingProducts: { state: 'seen' } } }]);
  });

  test('is another machine than the client even where its events name no computer', () => {
    expect(assemble(dlv(), seenByHost(null)).related).toMatchObject([{ role: 'host' }]);
  });

  test('alone is the subject', () => {
    const c = assemble(hostDlv(), seenByHost('kms1.contoso.test'), piece('slmgr /xpr', { products: [hostProduct({ channel: 'unknown', kmsHost: null, description: null, activationId: null, partialProductKey: null })] }));
    expect(c).toMatchObject({ subject: 'kms1.contoso.test', related: [], notes: [] });
    expect(c.evidence.events).toMatchObject({ source: { vantage: 'host' } });
  });

  test('leaves DNS answers to the client', () => {
    const c = assemble(hostDlv(), piece('nslookup', { dnsSrv: [srv()] }), dlv());
    expect(c.evidence.dnsSrv.state).toBe('seen');
    expect(c.related[0]?.evidence.dnsSrv.state).toBe('unseen');
  });
});

describe('several files are one paste', () => {
  test('an evidence file alone is its case unchanged, and two machines in it are said', () => {
    const c = caseOf(evidence(), { related: [relatedHost()] });
    expect(joinParts([{ label: 'x.json', case: c }], { ...options, label: 'x.json' })).toEqual({
      case: c, notes: ['x.json holds two machines: ws-0142.contoso.test and KMS host kms1.contoso.test; ws-0142.contoso.test is judged, the other stands beside it.'],
    });
  });

  test('text of the same machine joins its evidence file', () => {
    const c = caseOf(onlyEvidence({ licensingProducts: [product()], machine: {} }));
    const joined = joinParts([{ label: 'x.json', case: c }, text('ato.txt', ato()), text('events.txt', piece('event', { events: [responseEvent()] }))], { ...options, collectedAt: '2027-01-01T00:00:00.000Z' });
    expect(joined.case).toMatchObject({ subject: 'ws-0142.contoso.test', collectedAt, related: [], evidence: { activationAttempts: { state: 'seen' }, events: { state: 'seen' }, machine: { state: 'seen' } } });
  });

  test('two evidence files of two machines are two machines', () => {
    const second = caseOf({ subject: 'ws-0150.contoso.test', evidence: onlyEvidence({ activationAttempts: [attempt()] }) });
    const first = caseOf(onlyEvidence({ activationAttempts: [attempt()] }));
    expect(joinParts([{ label: 'a', case: first }, { label: 'b', case: second }], options).case).toMatchObject({ subject: 'ws-0142.contoso.test', related: [{ role: 'client', subject: 'ws-0150.contoso.test' }] });
  });

  test('evidence of the network alone joins the machine that another file holds', () => {
    const network = caseOf({ subject: 'contoso.test', evidence: onlyEvidence({ dnsSrv: [srv({ vantage: 'operator' })] }) });
    const joined = joinParts([{ label: 'net.json', case: network }, text('dlv.txt', dlv())], options);
    expect(joined.case).toMatchObject({ subject: 'dlv.txt', related: [], evidence: { dnsSrv: { state: 'seen' }, licensingProducts: { state: 'seen' } } });
  });

  test("a host's text joins the host of an evidence file by its name", () => {
    const c = caseOf(evidence(), { related: [relatedHost({ events: 'denied' })] });
    const joined = joinParts([{ label: 'x.json', case: c }, text('host.txt', seenByHost('KMS1'))], options);
    expect(joined.case.related).toMatchObject([{ role: 'host', subject: 'kms1.contoso.test', evidence: { events: { value: [{ id: 12290 }] } } }]);
  });

  test('why a kind was not seen is kept', () => {
    const c = caseOf(evidence({ events: 'denied' }));
    expect(joinParts([{ label: 'x.json', case: c }, text('ato.txt', ato())], options).case.evidence.events).toMatchObject({ state: 'unseen', reason: 'denied' });
  });

  test('the whole is redacted only where all of it is', () => {
    const c = caseOf(evidence(), { redacted: true });
    expect(joinParts([{ label: 'x.json', case: c }, { label: 'y.json', case: c }], options).case.redacted).toBe(true);
    expect(joinParts([{ label: 'x.json', case: c }, text('ato.txt', ato())], options).case.redacted).toBe(false);
  });

  test('thousands of reports are all sorted', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => dlv({ kmsClient: kmsClient({ cmid: `c${i}` }), activationId: `a${i}` }));
    expect(assemble(...many).related).toHaveLength(19_999);
    const rows = Array.from({ length: 20_000 }, (_, i) => product({ activationId: `a${i}` }));
    expect(products(assemble(...rows.map((r) => piece('cim', { products: [r] }))))).toHaveLength(20_000);
  }, 10_000);
});
