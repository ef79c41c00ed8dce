import type { Forecaster } from '../../src/model/forecast.ts';
import { certificateExpires } from './certificate-expires.ts';
import { countFalls } from './count-falls.ts';
import { hostLicenceLapses } from './host-licence.ts';
import { graceEnds, licenceLapses } from './licences.ts';
import { windowsSupportEnds } from './windows-support-ends.ts';

/** All that is said about the days to come. */
export const forecasters: readonly Forecaster[] = [
  { what: 'licence-lapses', goesWith: 'client/renewal-not-failing', foretell: licenceLapses },
  { what: 'grace-ends', goesWith: 'client/licensed', foretell: graceEnds },
  { what: 'count-falls', goesWith: 'host/count-reaches-threshold', foretell: countFalls },
  { what: 'host-licence-lapses', goesWith: 'host/licensed', foretell: hostLicenceLapses },
  { what: 'certificate-expires', goesWith: null, foretell: certificateExpires },
  { what: 'windows-support-ends', goesWith: 'host/system-can-serve', foretell: windowsSupportEnds },
];
