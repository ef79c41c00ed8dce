import type { LicensingProduct } from './evidence.ts';

/** What a sentence calls a product: its name, else its description, else the application that it is of. */
export const productName = ({ name, description, application }: LicensingProduct): string =>
  name ?? description ?? { windows: 'Windows', office: 'Office', other: 'The product' }[application];
