import type { Forecaster } from '../../src/model/forecast.ts';
import { certificateExpires } from './certificate-expires.ts';
import { countFalls } from './count-falls.ts';
import { hostLicenceLapses } from './host-licence.ts';
import { graceEnds, licenceLapses } from './licences.ts';
import { windowsSupportEnds } from './windows-support-ends.ts';

/** All that is said about the days to come. */
export const forecasters: readonly Forecaster[] = [
  { goesWith: 'client/renewal-not-failing', foretell: licenceLapses },
  { goesWith: 'client/licensed', foretell: graceEnds },
  { goesWith: 'host/count-reaches-threshold', foretell: countFalls },
  { goesWith: 'host/licensed', foretell: hostLicenceLapses },
  { goesWith: null, foretell: certificateExpires },
  { goesWith: 'host/system-can-serve', foretell: windowsSupportEnds },
];
