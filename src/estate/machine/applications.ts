/** ApplicationID of Windows and of Office 2013 and later. Source: SoftwareLicensingProduct, Microsoft; Office's from the field. */
export const applicationIds = {
  windows: '55c92734-d682-4d71-983e-d6ec3f16059f',
  office: '0ff1ce15-a989-479d-af46-f275c6370663',
} as const;
