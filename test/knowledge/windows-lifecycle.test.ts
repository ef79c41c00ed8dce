import { describe, expect, it } from 'vitest';
import { lifecycleAsOf, lifecycleRows, windowsEndOf } from '../../src/knowledge/windows-lifecycle.ts';

describe('the table of Windows versions', () => {
  it('says on which day it was last compared with Microsoft’s pages', () => {
    expect(lifecycleAsOf).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it('has a day, a name and a page of Microsoft in every row, and each build and group of editions once', () => {
    const rows = lifecycleRows();
    const bad = rows.filter((r) => !/^20\d\d-\d\d-\d\d$/.test(r.end) || Number.isNaN(Date.parse(r.end)) || !r.name.startsWith('Windows ') || !r.source.startsWith('https://learn.microsoft.com/lifecycle/products/') || !/^\d{4,5}$/.test(r.build));
    expect(bad).toEqual([]);
    expect(new Set(rows.map((r) => `${r.build} ${r.editions}`)).size).toBe(rows.length);
  });

  it('has Tuesdays only: Microsoft ends a version on the second Tuesday of a month', () => {
    expect(lifecycleRows().filter((r) => new Date(r.end).getUTCDay() !== 2 || new Date(r.end).getUTCDate() < 8 || new Date(r.end).getUTCDate() > 14)).toEqual([]);
  });

  it.each([
    ['22631', 'Enterprise', '2026-11-10'], ['22631', 'Professional', '2025-11-11'], ['26100', 'EnterpriseS', '2029-10-09'], ['26100', 'Education', '2027-10-12'],
    ['20348', 'ServerStandard', '2031-10-14'], ['14393', 'ServerDatacenter', '2027-01-12'], ['19045', 'Core', '2025-10-14'], ['14393', 'EnterpriseS', '2026-10-13'],
  ])('tells editions of one build apart: %s %s ends %s', (build, editionId, end) => {
    expect(windowsEndOf({ build, editionId })?.end).toBe(end);
  });

  it.each([[null, 'Enterprise'], ['22631', null], ['99999', 'Enterprise'], ['26100', 'IoTEnterpriseS'], ['20348', 'ServerTurbine'], ['26100', 'ServerStandard'], ['22631', 'Something']])('says nothing of build %s, edition %s', (build, editionId) => {
    expect(windowsEndOf({ build, editionId })).toBeNull();
  });
});
