/**
 * What the package `kmsdoctor` gives to a `kmsdoctor.config.ts`: the functions that the house's own checks and causes are
 * defined with, and the types of what they see. Nothing else of the program is public.
 */
export { defineCause } from '../model/cause.ts';
export type { Cause, Prevalence, Sign } from '../model/cause.ts';
export { defineCheck } from '../model/check.ts';
export type { Args, Check, CheckDefinition, Finding, FindingSpec, JudgeInput, Need, Settings, Severity, Surroundings, Unsettled } from '../model/check.ts';
export { defineConfig } from '../model/config.ts';
export type { Config, Helpdesk, OwnRemedy } from '../model/config.ts';
export type { Body, Evidence, EvidenceKind, EvidenceKinds, Observed } from '../model/evidence.ts';
export type { Remedy, RemedyStep } from '../model/remedy.ts';
