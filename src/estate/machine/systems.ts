/**
 * The systems that reference machines run, as Windows names itself. Builds: Windows release information, Microsoft; the
 * revisions are made up, but real in shape.
 */
export type WindowsSystem = {
  kind: 'client' | 'server';
  /** Without the edition: `Microsoft Windows 11`. */
  caption: string;
  version: string;
  build: string;
  revision: number;
  /** How events 12288 to 12290 hold their facts: one line with commas, a string a field, or both. Ours to vary. */
  eventLayout: 'line' | 'fields' | 'line-and-fields';
};

export const windowsSystems = {
  'win11': { kind: 'client', caption: 'Microsoft Windows 11', version: '10.0.22631', build: '22631', revision: 4169, eventLayout: 'line-and-fields' },
  'win11-ltsc2024': { kind: 'client', caption: 'Microsoft Windows 11', version: '10.0.26100', build: '26100', revision: 2033, eventLayout: 'line-and-fields' },
  'win10': { kind: 'client', caption: 'Microsoft Windows 10', version: '10.0.19045', build: '19045', revision: 5011, eventLayout: 'fields' },
  'win10-1909': { kind: 'client', caption: 'Microsoft Windows 10', version: '10.0.18363', build: '18363', revision: 1556, eventLayout: 'fields' },
  'win8.1': { kind: 'client', caption: 'Microsoft Windows 8.1', version: '6.3.9600', build: '9600', revision: 20_778, eventLayout: 'fields' },
  'win7': { kind: 'client', caption: 'Microsoft Windows 7', version: '6.1.7601', build: '7601', revision: 24_384, eventLayout: 'line' },
  'server2025': { kind: 'server', caption: 'Microsoft Windows Server 2025', version: '10.0.26100', build: '26100', revision: 2033, eventLayout: 'line-and-fields' },
  'server2022': { kind: 'server', caption: 'Microsoft Windows Server 2022', version: '10.0.20348', build: '20348', revision: 2762, eventLayout: 'line-and-fields' },
  'server2019': { kind: 'server', caption: 'Microsoft Windows Server 2019', version: '10.0.17763', build: '17763', revision: 6414, eventLayout: 'fields' },
  'server2016': { kind: 'server', caption: 'Microsoft Windows Server 2016', version: '10.0.14393', build: '14393', revision: 7428, eventLayout: 'fields' },
  'server2012r2': { kind: 'server', caption: 'Microsoft Windows Server 2012 R2', version: '6.3.9600', build: '9600', revision: 20_778, eventLayout: 'fields' },
  'server2008r2': { kind: 'server', caption: 'Microsoft Windows Server 2008 R2', version: '6.1.7601', build: '7601', revision: 24_384, eventLayout: 'line' },
} as const satisfies Readonly<Record<string, WindowsSystem>>;

export type SystemId = keyof typeof windowsSystems;

export const systemIds = Object.keys(windowsSystems) as readonly SystemId[];

/** Editions by EditionID: the word in the caption. */
export const editionWords = {
  Enterprise: 'Enterprise', EnterpriseS: 'Enterprise LTSC', EnterpriseEval: 'Enterprise Evaluation', Professional: 'Pro', ProfessionalWorkstation: 'Pro for Workstations',
  Education: 'Education', Core: 'Home', CoreSingleLanguage: 'Home Single Language', ServerRdsh: 'Enterprise multi-session',
  ServerStandard: 'Standard', ServerStandardEval: 'Standard Evaluation', ServerDatacenter: 'Datacenter', ServerDatacenterEval: 'Datacenter Evaluation',
  ServerTurbine: 'Datacenter: Azure Edition', ServerSolution: 'Essentials',
} as const;

export type EditionId = keyof typeof editionWords;

export const editionIds = Object.keys(editionWords) as readonly EditionId[];
