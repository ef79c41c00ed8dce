/** Tables kept as text: the bundler and the test runner give each as one string. */
declare module '*.tsv' {
  const text: string;
  export default text;
}
declare module '*.sha256' {
  const text: string;
  export default text;
}

declare module '*.ps1' {
  const text: string;
  export default text;
}

/** The program's version, put in by the bundler; tests see `0.0.0-test`. */
declare const KMSDOCTOR_VERSION: string;
/** What tells this build's files from any other's, for compiled code that is kept; put in by the bundler. */
declare const KMSDOCTOR_BUILD: string;
