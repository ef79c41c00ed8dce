/**
 * Names under which Windows and Office log licensing events, lower case and without blanks.
 * Source: libyal winevt-kb, provider pages of Microsoft-Windows-Security-SPP, Microsoft-Windows-Security-Licensing-SLC and
 * KmsRequests; Office 2010 (and 2013 on Windows 7) logs under a source of its own. `Security-SPP` is the display form.
 */
const licensingProviders: ReadonlySet<string> = new Set([
  'microsoft-windows-security-spp', 'security-spp', 'microsoft-windows-security-licensing-slc', 'security-licensing-slc',
  'softwareprotectionplatformservice', 'softwarelicensingservice', 'officesoftwareprotectionplatformservice', 'kmsrequests',
]);

/** Events of these providers with these numbers: every one that the message table of sppsvc.exe has for licensing. */
const licensingEventIds: ReadonlySet<number> = new Set([
  900, 901, 902, 903, 1001, 1003, 1004, 1008, 1010, 1012, 1013, 1014, 1015, 1016, 1017, 1018, 1022, 1024, 1025, 1033, 1034, 1036, 1037,
  1040, 1058, 1062, 1064, 1066, 1067, 1072, 1090, 8196, 8198, 8200, 8205, 8206, 8208, 8209, 8212, 8213, 8214, 8215, 8224, 8229, 8230, 8233,
  12288, 12289, 12290, 12291, 12292, 12293, 12294, 12304, 12305, 12306, 12307, 12308, 12309, 12310, 12311, 12320, 12321, 12322,
  16384, 16385, 16386, 16387, 16388, 16389, 16390, 16391, 16392, 16393, 16394, 20481, 20482, 20483, 20484, 20486, 20487,
]);

/** True where the name is one under which licensing events are logged. VSS, for one, uses the numbers 12288 to 12293 too. */
export const isLicensingProvider = (name: string): boolean =>
  name.length < 200 && licensingProviders.has(name.toLowerCase().replace(/\s+/g, ''));

/** True where the licensing providers have an event of this number. */
export const isLicensingEventId = (id: number): boolean => licensingEventIds.has(id);
