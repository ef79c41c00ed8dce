import { expect, it } from 'vitest';
import type { Settings } from '../../src/model/check.ts';
import type { Body, Case, Evidence } from '../../src/model/evidence.ts';
import type { Certainty, Verdict } from '../../src/model/report.ts';
import { caseOf, kmsClient, product, requestEvent, type Changes } from '../evidence-builder.ts';
import { causesOf, diagnose } from './diagnose.ts';

/** What is seen, and what is to be made of it with nothing else confirmed. */
export type Story = {
  story: string;
  on: Evidence | Body | Case;
  verdict: Verdict;
  /** Best first: the causes that are confirmed, and no others. */
  confirmed?: readonly string[];
  /** Where nothing is confirmed: the cause named first, and how firmly. */
  first?: readonly [cause: string, certainty: Certainty];
  settings?: Partial<Settings>;
  unexplained?: readonly string[];
  /** Causes that may not be named at all. */
  forbid?: readonly string[];
};

/** Each story as a test named by it. */
export function tell(stories: readonly Story[]): void {
  it.each(stories.map((s) => [s.story, s] as const))('%s', (_, s) => {
    const said = diagnose('via' in s.on ? s.on : caseOf(s.on), s.settings);
    const first = said.causes[0];
    const expectFirst = s.first ?? (s.confirmed?.[0] === undefined ? undefined : ([s.confirmed[0], 'confirmed'] as const));
    expect({ verdict: said.verdict, confirmed: causesOf(said, 'confirmed'), first: first === undefined ? undefined : [first.cause, first.certainty], unexplained: said.unexplained })
      .toEqual({ verdict: s.verdict, confirmed: [...(s.confirmed ?? [])], first: expectFirst === undefined ? undefined : [...expectFirst], unexplained: [...(s.unexplained ?? [])] });
    expect(said.causes.map((c) => c.cause).filter((c) => s.forbid?.includes(c))).toEqual([]);
    expect(said.checks.filter((c) => c.status === 'broken')).toEqual([]);
  });
}

/** A Windows client that lost its activation, with the failed request that says with which code. */
export const unactivated = (code = '0xC004F074'): Changes => ({
  licensingProducts: [product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, lastActivationType: 'none', kmsClient: kmsClient({ hostExtendedPid: null, hostAddress: null, discoveredHost: null, discoveredPort: null }) })],
  activationAttempts: [{ at: null, product: 'Windows(R), Enterprise edition', activationId: null, succeeded: false, code }],
  events: [],
  service: { discoveredKeyManagementServiceMachineName: null, discoveredKeyManagementServiceMachinePort: null },
});

/** The same, with event 12288 that holds the code behind 0xC004F074. */
export const unreached = (code: string): Changes => ({ ...unactivated(), events: [requestEvent({ time: '2026-11-20T08:30:00.000Z', code })] });
