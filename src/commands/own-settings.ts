import { findConfig, nameOfConfig } from '../config/find-config.ts';
import type { ConfigFile } from '../config/find-config.ts';
import type { Catalogue } from '../diagnose/judge-case.ts';
import type { Check } from '../model/check.ts';
import type { Config, Helpdesk } from '../model/config.ts';
import { catalogue } from './catalogue.ts';
import { UsageError } from './usage-error.ts';

/** What a config of one's own changes in a run; without one, nothing. */
export type OwnSettings = {
  catalogue: Catalogue;
  approvedHosts: readonly string[];
  helpdesk: Helpdesk | null;
  /** Says in the report that there is a config, and what it changes. */
  notes: string[];
  /** The same for a redacted report: people name files after their organisation. */
  redactedNotes: string[];
  /** The config's name, which a redacted report does not tell; null without one. */
  name: string | null;
};

/** As `--config FILE` and `--no-config` give it; absent: the config of the current folder, where there is one. */
export type ConfigFlag = string | false | undefined;

/** Finds and reads the config. Throws UsageError for one that cannot be used. Nothing is loaded where there is none. */
export async function ownSettings(flag: ConfigFlag, folder: string = process.cwd()): Promise<OwnSettings> {
  if (flag === false) return noSettings;
  const found = findConfig(flag ?? null, folder);
  if (!found.ok) throw new UsageError(found.sentence);
  if (found.file === null) return noSettings;
  const { readConfig } = await import('../config/read-config.ts');
  const read = readConfig(found.file, catalogue);
  if (!read.ok) throw new UsageError(read.sentence);
  const { config } = read;
  return {
    catalogue: catalogueWith(config), approvedHosts: config.approvedHosts ?? [], helpdesk: config.helpdesk ?? null, name: nameOfConfig(found.file),
    notes: [noteOf(config, `${nameOfConfig(found.file)} ${whence(found.file)}`)], redactedNotes: [noteOf(config, `a config ${whence(found.file)}`)],
  };
}

/** Of a run without a config. */
export const noSettings: OwnSettings = { catalogue, approvedHosts: [], helpdesk: null, notes: [], redactedNotes: [], name: null };

const whence = ({ named }: ConfigFile): string => (named ? 'named with --config' : 'in this folder');

/** The house's checks, causes and remedies and then those of the config, with the severities that it gives to findings. */
function catalogueWith({ checks = [], causes = [], remedies = [], severities = {} }: Config): Catalogue {
  return {
    ...catalogue,
    checks: [...catalogue.checks, ...checks].map((check) => withSeverities(check, severities)),
    causes: [...catalogue.causes, ...causes],
    remedies: [...catalogue.remedies, ...remedies],
  };
}

function withSeverities(check: Check, severities: NonNullable<Config['severities']>): Check {
  if (!Object.keys(check.findings).some((tag) => Object.hasOwn(severities, tag))) return check;
  return { ...check, findings: Object.fromEntries(Object.entries(check.findings).map(([tag, spec]) => [tag, { ...spec, severity: severities[tag] ?? spec.severity }])) };
}

const count = (n: number, one: string, many: string): string[] => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`]);

function noteOf({ checks = [], causes = [], remedies = [], approvedHosts = [], severities = {}, helpdesk }: Config, from: string): string {
  const graded = Object.entries(severities).map(([tag, severity]) => `${tag} counts as ${severity}`);
  const shown = graded.length > 4 ? [...graded.slice(0, 4), `${graded.length - 4} more severities`] : graded;
  const changes = [
    ...count(checks.length, 'check of your own', 'checks of your own'), ...count(causes.length, 'cause', 'causes'), ...count(remedies.length, 'remedy', 'remedies'),
    ...count(approvedHosts.length, 'approved host', 'approved hosts'), ...shown, ...(helpdesk === undefined ? [] : ['your helpdesk']),
  ];
  return `Settings come from ${from}: ${changes.length === 0 ? 'nothing' : changes.join(', ')} (--no-config leaves them out).`;
}
