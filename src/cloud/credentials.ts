import { inspect } from 'node:util';

/** Who signs, as it is written down. */
export interface Keys {
  readonly secretId: string;
  readonly secretKey: string;
  /** Of temporary credentials; requests then carry it. */
  readonly token?: string | undefined;
}

/**
 * Who signs requests. However the object is printed, logged or turned into JSON, it shows no secret: the keys are private members,
 * and only the signing code asks for them.
 */
export class Credentials {
  readonly #keys: Keys;

  constructor(
    keys: Keys,
    /** Where they were found, for users to read: the name of a variable, or a file with its profile. */
    readonly from: string,
  ) {
    this.#keys = keys;
  }

  /** For signing only. */
  keys(): Keys {
    return this.#keys;
  }

  /** As much of the id as tells two of one's own keys apart. */
  get shownId(): string {
    const { secretId } = this.#keys;
    return secretId.length < 16 ? '…' : `${secretId.slice(0, 4)}…${secretId.slice(-4)}`;
  }

  toString(): string {
    return `Credentials ${this.shownId} of ${this.from}`;
  }

  toJSON(): object {
    return { secretId: this.shownId, from: this.from };
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
