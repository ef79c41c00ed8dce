/** Octets that no log may show: in a private field, so that neither `toString`, `JSON.stringify` nor `util.inspect` has them. */
export class SecretOctets {
  readonly #octets: Uint8Array;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
  }

  /** The octets themselves, for the next computation and nothing else. */
  reveal(): Uint8Array {
    return this.#octets;
  }
}
