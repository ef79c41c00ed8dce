import { describe, expect, test } from 'vitest';
import { loadEventFacts, loadEventTable } from '../../src/knowledge/events.ts';
import { factJson, hasFacts } from './shared-facts.ts';

describe('licensing events', () => {
  test('12288 and 12289 are the client\'s, 12290 is the host\'s, each with its fields', async () => {
    expect(await loadEventFacts(12288)).toMatchObject({ loggedBy: 'KMS client', log: 'Application' });
    expect((await loadEventFacts(12288))?.fields.map((f) => f.name)).toContain('kms_host_port');
    expect((await loadEventFacts(12289))?.fields).toHaveLength(8);
    expect(await loadEventFacts(12290)).toMatchObject({ loggedBy: 'KMS host', log: 'Key Management Service' });
  });

  test('an id that no table holds has no facts', async () => {
    for (const id of [0, 1, 12299, 4624, Number.NaN]) expect(await loadEventFacts(id)).toBeNull();
  });
});

describe.skipIf(!hasFacts)('against the shared facts', () => {
  test('every event of both tables is there, with meaning, fields and sources', async () => {
    type Spp = { events: { id: number; meaning: string; interpretation: string[]; notes: string[]; sources: string[]; insertion_strings: string[]; info_fields: { name: string }[] }[] };
    type Kms = { events: { id: number; source: string[] }[]; flags: { bit: string; name: string }[] };
    const { events, flags } = await loadEventTable();
    for (const e of factJson<Spp>('events-spp.json').events) {
      const ours = events[String(e.id)];
      expect(ours).toMatchObject({ meaning: e.meaning, reading: e.interpretation, strings: e.insertion_strings });
      expect(ours?.fields.map((f) => f.name)).toEqual(e.info_fields.map((f) => f.name));
      expect(ours?.sources).toEqual(expect.arrayContaining(e.sources));
      expect(ours?.notes).toEqual(expect.arrayContaining(e.notes));
    }
    const kms = factJson<Kms>('events-kms-fields.json');
    for (const e of kms.events) expect(events[String(e.id)]?.sources).toEqual(expect.arrayContaining(e.source));
    expect(flags.map((f) => f.name)).toEqual(kms.flags.map((f) => f.name));
  });
});
