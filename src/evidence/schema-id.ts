/** The evidence file that this version writes and reads. */
export const evidenceSchemaId = 'kmsdoctor.evidence/1';

/** The report whose evidence, where it was included, can be read as an evidence file. */
export const reportSchemaId = 'kmsdoctor.report/1';
