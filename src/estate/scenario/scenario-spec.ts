import * as v from 'valibot';
import { evidenceKinds } from '../../model/evidence.ts';
import { forecastKinds } from '../../model/forecast.ts';
import { faults } from '../faults/index.ts';
import { estateSpec } from './estate-spec.ts';
import { count, dnsName, duration, moment, name, someOf } from './words.ts';

/**
 * A scenario: an estate, the faults put into it, who looks at it and when, and what must be said of it, with nothing else
 * allowed. Written in YAML or JSON; the published JSON Schema (`kmsdoctor.scenario/1`) is made from this definition.
 */

const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined with hyphens'), v.maxLength(100));

const whenAt = { at: v.exactOptional(moment, '0m') };

/** One of the faults that the estate knows, with its own parameters and the time at which it begins. */
const fault = v.variant('fault', faults.map(({ params }) => v.strictObject({ ...(params as unknown as { entries: v.ObjectEntries & { fault: v.LiteralSchema<string, undefined> } }).entries, ...whenAt })));

const look = v.strictObject({
  /** How long after the beginning. */
  at: v.exactOptional(duration, '1d'),
  /** The machine that is read; where left out the first; null for none: then the network alone is looked at. */
  client: v.exactOptional(v.nullable(name)),
  /** KMS hosts that are read as machines of their own beside it. */
  hosts: v.exactOptional(v.array(name), []),
  /** Whether the network is looked at from the operator's desk too. */
  desk: v.exactOptional(v.boolean(), false),
  /** Whether the directory's activation objects and the right to update DNS are looked at, from the desk. */
  directory: v.exactOptional(v.boolean(), false),
  /** Whether anything can be run on the client, so that the network is seen from there. */
  fromClient: v.exactOptional(v.boolean(), true),
  /** What is tried with `/ato` just before. */
  tries: v.exactOptional(v.array(v.picklist(['windows', 'office'])), []),
  /** Whether that is asked for on the client itself, or from another machine (`slmgr.vbs CLIENT /ato`), which it may refuse. */
  triedFrom: v.exactOptional(v.picklist(['client', 'elsewhere']), 'client'),
  /** The only kinds of the client that are seen; or those that are not. */
  only: v.exactOptional(someOf(v.picklist(evidenceKinds))),
  without: v.exactOptional(someOf(v.picklist(evidenceKinds))),
  /** Kinds of the hosts that are not seen. */
  hostWithout: v.exactOptional(someOf(v.picklist(evidenceKinds))),
  /** As by --approved-host and --domain. */
  approvedHosts: v.exactOptional(v.array(v.string()), []),
  domains: v.exactOptional(v.array(dnsName), []),
  /** As by --kms-host: probed from the desk beside what DNS names. */
  kmsHosts: v.exactOptional(v.array(v.string()), []),
});

const certainty = v.picklist(['confirmed', 'likely', 'possible']);

/** A forecast: what, of whom, and on which day or within how many; where neither is said, any time. */
const forecast = v.strictObject({
  what: v.picklist(forecastKinds),
  of: v.exactOptional(name),
  at: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2026-12-24'))),
  withinDays: v.exactOptional(count(3660)),
  severity: v.exactOptional(v.picklist(['note', 'warn'])),
});

const expectation = v.strictObject({
  verdict: v.picklist(['healthy', 'degraded', 'failing', 'unknown']),
  /** Every cause that is named, and how surely; no other may be. */
  causes: v.exactOptional(v.record(id, certainty), {}),
  /** Every finding of severity warn or fail by its tag; where given, no other may be raised. */
  findings: v.exactOptional(v.array(v.pipe(v.string(), v.regex(/^[A-Z0-9_]+$/, 'a finding’s tag')))),
  /** What is foretold; where given, nothing else may be. */
  forecasts: v.exactOptional(v.array(forecast)),
  /** Kinds of forecast that the evidence does not allow; where given, no other may be missing. */
  notForetold: v.exactOptional(v.array(v.picklist(forecastKinds))),
  /** Checks that must pass. */
  passes: v.exactOptional(v.array(v.string())),
  /** What no named cause explains. */
  unexplained: v.exactOptional(v.array(v.string()), []),
  /** Facts of the estate itself at the time of the look: the count of a host, who is licensed. */
  counts: v.exactOptional(v.record(v.string(), v.pipe(v.number(), v.integer()))),
  licensed: v.exactOptional(v.array(name)),
  notLicensed: v.exactOptional(v.array(name)),
});

export const scenarioSpec = v.strictObject({
  schema: v.exactOptional(v.literal('kmsdoctor.scenario/1'), 'kmsdoctor.scenario/1'),
  id,
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** Why it exists: which rule or confusion it is about. */
  about: v.exactOptional(v.string()),
  group: v.picklist(['healthy', 'rule', 'cause', 'confused', 'several', 'sight']),
  sources: v.exactOptional(v.array(v.string())),
  estate: v.exactOptional(estateSpec, {}),
  faults: v.exactOptional(v.array(fault), []),
  look: v.exactOptional(look, {}),
  expect: expectation,
});

export type ScenarioSpec = v.InferOutput<typeof scenarioSpec>;
export type Look = ScenarioSpec['look'];
export type Expectation = ScenarioSpec['expect'];
