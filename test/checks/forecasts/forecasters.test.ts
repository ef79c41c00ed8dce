import { describe, expect, it } from 'vitest';
import { forecasters } from '../../../checks/forecasts/index.ts';
import { checks } from '../../../checks/index.ts';
import { foretell } from '../../../src/diagnose/foretell.ts';
import { emptyKmsEvent, emptyKmsHost, emptyMachine, emptyProduct, emptyService, evidenceKinds, type Evidence, type SeenCertificate } from '../../../src/model/evidence.ts';
import type { Forecaster, Outlook } from '../../../src/model/forecast.ts';
import { diagnose } from '../../diagnose/diagnose.ts';
import { ago, caseOf, event, evidence, kmsClient, machine, officeProduct, product, relatedHost, type Changes } from '../../evidence-builder.ts';

const outlook = (on: Evidence, related: ReturnType<typeof relatedHost>[] = []): Outlook => foretell(caseOf(on), related, forecasters, () => true);
const day = 1440;

/** Of a person's paste nothing says when it was printed. */
const pasted = (changes: Changes): Evidence => {
  const whole = evidence({ ...changes, machine: 'not-asked' });
  return Object.fromEntries(Object.entries(whole).map(([kind, seen]) => [kind, seen.state === 'seen' ? { ...seen, source: { ...seen.source, at: null } } : seen])) as Evidence;
};

const request = (i: number, days: number) => event(12290, { time: ago({ days }), kms: { ...emptyKmsEvent('host-request'), cmid: `id-${i}`, clientName: `pc-${i}.contoso.test`, requiredCount: 25 } });

describe('forecasts of a client', () => {
  it('are none for a licence that renews as it should, on a Windows of today', () => {
    expect(outlook(evidence({ machine: machine({ build: '26200' }) }))).toEqual({ forecasts: [], untold: [] });
  });

  it('are days alone where nobody knows when the text was printed', () => {
    const { forecasts } = outlook(pasted({ licensingProducts: [product({ graceMinutesRemaining: 12 * day })], events: 'not-asked' }));
    expect(forecasts.map(({ at, in: days, severity }) => ({ at, days, severity }))).toEqual([{ at: null, days: 12, severity: 'warn' }]);
    expect(forecasts[0]?.says).toMatch(/in 12 days from when this was printed/);
  });

  it('leave out a licence that Active Directory gives, and one that never ends', () => {
    const { forecasts } = outlook(evidence({ machine: machine({ build: '26200' }), licensingProducts: [product({ graceMinutesRemaining: 100 * day, lastActivationType: 'ad' }), officeProduct({ graceMinutesRemaining: 0, permanentlyActivated: true })] }));
    expect(forecasts).toEqual([]);
  });

  it('say of an evaluation that no KMS host prolongs it', () => {
    const { forecasts } = outlook(evidence({ machine: machine({ build: '26200' }), licensingProducts: [product({ channel: 'eval', partialProductKey: 'AAAAA', graceMinutesRemaining: 40 * day, kmsClient: null })] }));
    expect(forecasts.map((f) => f.what)).toEqual(['evaluation-ends']);
  });

  it('put what is urgent first, then the nearest', () => {
    const { forecasts } = outlook(evidence({
      machine: machine({ build: '19044', editionId: 'EnterpriseS' }),
      licensingProducts: [product({ graceMinutesRemaining: 100 * day }), officeProduct({ licenseStatus: 'oob-grace', graceMinutesRemaining: 3 * day, kmsClient: kmsClient() })],
    }));
    expect(forecasts.map((f) => f.what)).toEqual(['initial-grace-ends', 'windows-support-ends', 'licence-lapses']);
  });

  it('change no verdict', () => {
    const subject = caseOf(evidence({ machine: machine({ build: '22631', editionId: 'Enterprise', time: '2026-11-01T09:00:00.000Z' }) }));
    const { verdict, outlook: { forecasts } } = diagnose(subject);
    expect({ verdict, what: forecasts.map((f) => f.what) }).toEqual({ verdict: 'healthy', what: ['windows-support-ends'] });
  });
});

describe('forecasts of a host', () => {
  const row = { ...emptyProduct(), application: 'windows' as const, name: 'Windows(R), ServerStandard edition', channel: 'kms-host' as const, partialProductKey: '7QD4K', licenseStatus: 'licensed' as const };

  it('say the day on which an activation that is not for good ends', () => {
    const { forecasts } = outlook(evidence({ machine: 'not-asked', licensingProducts: 'not-asked' }), [relatedHost({ licensingProducts: [{ ...row, licenseStatus: 'oob-grace', graceMinutesRemaining: 9 * day, kmsHost: { ...emptyKmsHost(), currentCount: 3 } }] })]);
    expect(forecasts.map(({ what, in: days, severity }) => ({ what, days, severity }))).toEqual([{ what: 'host-licence-lapses', days: 9, severity: 'warn' }]);
  });

  it('say nothing of the count where the log is too young to name whom the host counts, and what would tell', () => {
    const { forecasts, untold } = outlook(evidence({ machine: 'not-asked' }), [relatedHost({
      licensingProducts: [{ ...row, kmsHost: { ...emptyKmsHost(), currentCount: 30 } }], events: Array.from({ length: 12 }, (_, i) => request(i, (i % 5) + 0.1)),
    })]);
    expect(forecasts.filter((f) => f.what === 'count-falls')).toEqual([]);
    expect(untold.map((u) => u.why)).toEqual([expect.stringMatching(/goes back 4 days and names 12 of the 30 machines; a log that goes back 15 days would tell/)]);
  });

  it('need no more where those that the young log names are enough by themselves', () => {
    const { forecasts, untold } = outlook(evidence({ machine: 'not-asked' }), [relatedHost({
      licensingProducts: [{ ...row, kmsHost: { ...emptyKmsHost(), currentCount: 40 } }], events: Array.from({ length: 26 }, (_, i) => request(i, (i % 5) + 0.1)),
    })]);
    expect({ forecasts: forecasts.filter((f) => f.what === 'count-falls'), untold }).toEqual({ forecasts: [], untold: [] });
  });

  it('say nothing of a count that is below its threshold already: that is a finding', () => {
    const { forecasts, untold } = outlook(evidence({ machine: 'not-asked' }), [relatedHost({ licensingProducts: [{ ...row, kmsHost: { ...emptyKmsHost(), currentCount: 3 } }], events: [request(1, 20), request(2, 1)] })]);
    expect({ forecasts: forecasts.filter((f) => f.what === 'count-falls'), untold }).toEqual({ forecasts: [], untold: [] });
  });

  it('tell of a Windows whose updates have ended, since it will learn of no newer client', () => {
    const { forecasts } = outlook(evidence({ machine: 'not-asked' }), [relatedHost({ machine: { ...emptyMachine(), build: '9600', editionId: 'ServerStandard', time: '2026-11-20T09:00:00.000Z' }, licensingProducts: [{ ...row, kmsHost: { ...emptyKmsHost(), currentCount: 0 } }] })]);
    expect(forecasts.map((f) => f.says)).toEqual([expect.stringMatching(/Windows Server 2012 R2, which has had its last updates on 10 October 2023 \(\d+ days ago\).*learn of no newer Windows/)]);
  });

  it('warn that the table of dates is old where the evidence is more than a year younger', () => {
    const { forecasts } = outlook(evidence({ machine: 'not-asked' }), [relatedHost({ machine: { ...emptyMachine(), build: '17763', editionId: 'ServerStandard', time: '2028-12-20T09:00:00.000Z' }, licensingProducts: [{ ...row, kmsHost: { ...emptyKmsHost(), currentCount: 0 } }] })]);
    expect(forecasts[0]?.basis).toMatch(/more than a year before this evidence, so look at the page/);
  });
});

const certificate = (but: Partial<SeenCertificate>): SeenCertificate =>
  ({ host: 'dc1.contoso.test', port: 636, protocol: 'ldap', vantage: 'operator', subjectName: 'dc1.contoso.test', selfSigned: false, notBefore: null, notAfter: ago({ days: -20 }), ...but });
const saidOf = (...certificates: SeenCertificate[]) => outlook(evidence({ machine: machine({ build: '26200' }), certificates })).forecasts.map((f) => f.says);

describe('certificates', () => {
  it('are foretold in their last month alone, with the place where they were shown', () => {
    expect(saidOf(certificate({}), certificate({ notAfter: ago({ days: -31 }) }), certificate({ notAfter: null }), certificate({ notAfter: 'soon' }))).toEqual([
      'The certificate of ldaps://dc1.contoso.test:636 is valid until 10 December 2026 (in 20 days); after that nobody who verifies it connects there, though activation goes on, which uses none.',
    ]);
  });

  it('that are over are told as such', () => {
    expect(saidOf(certificate({ host: '10.0.0.5', notAfter: ago({ days: 3 }) }))[0]).toMatch(/ldaps:\/\/10\.0\.0\.5:636 \(dc1\.contoso\.test\) was valid until 17 November 2026 \(3 days ago\)/);
  });
});

describe('forecasters', () => {
  const failing = caseOf(evidence({ machine: machine({ build: '26200' }), licensingProducts: [product({ graceMinutesRemaining: 12 * day })] }));

  it('go with a check that exists, and are left out with it', () => {
    const ids = new Set(checks.map((c) => c.id));
    expect(forecasters.filter((f) => f.goesWith !== null && !ids.has(f.goesWith))).toEqual([]);
    expect(foretell(failing, [], forecasters, (id) => id !== 'client/renewal-not-failing').forecasts).toEqual([]);
  });

  it('break for themselves alone: that is told as not foretold, and the others go on', () => {
    const broken: Forecaster = { what: 'count-falls', goesWith: null, foretell: () => { throw new Error('no such day'); } };
    const { forecasts, untold } = foretell(failing, [], [broken, ...forecasters], () => true);
    expect(forecasts).toHaveLength(1);
    expect(untold).toMatchObject([{ what: 'count-falls', why: expect.stringMatching(/broke.*no such day/) }]);
  });

  it('say nothing, and break on nothing, where every field is null or whole kinds are unseen', () => {
    const empty: Changes = { licensingProducts: [emptyProduct()], events: [event(12290, { time: null, computer: null, kms: emptyKmsEvent('host-request') })], service: emptyService(), machine: emptyMachine() };
    const hollow = { ...empty, licensingProducts: [{ ...emptyProduct(), application: 'windows' as const, channel: 'kms-host' as const, kmsHost: { ...emptyKmsHost(), currentCount: 40 } }] };
    expect(outlook(evidence(empty), [relatedHost(hollow)]).forecasts).toEqual([]);
    for (const kind of evidenceKinds) expect(() => outlook(evidence({ [kind]: 'denied' }), [relatedHost({ [kind]: 'denied' })])).not.toThrow();
  });

  it('survive numbers that no Windows counts', () => {
    const mad = [Number.MAX_SAFE_INTEGER, -1, 4_294_967_295, 1e300].map((graceMinutesRemaining) => product({ licenseStatus: 'oob-grace', graceMinutesRemaining }));
    for (const one of mad) for (const said of outlook(evidence({ licensingProducts: [one] })).forecasts) expect(said.says).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});
