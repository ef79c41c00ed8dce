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
