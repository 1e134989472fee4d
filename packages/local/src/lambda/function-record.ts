/** What a caller sets on a function. Names and units are Lambda's own. */
export interface FunctionSettings {
  readonly Runtime: string;
  readonly Handler: string;
  readonly Role: string;
  readonly Description: string;
  /** Seconds. */
  readonly Timeout: number;
  /** MB. */
  readonly MemorySize: number;
  readonly Environment: Readonly<Record<string, string>>;
  readonly Architectures: readonly string[];
  /** Settings that change nothing on a laptop: kept and given back. */
  readonly kept: Readonly<Record<string, unknown>>;
}

/** A bundle, unpacked. */
export interface FunctionCode {
  readonly folder: string;
  /** Base64, of the zip. */
  readonly sha256: string;
  /** Bytes of the zip. */
  readonly size: number;
}

/** One version of a function: `$LATEST`, or a published one, which never changes again. */
export interface FunctionVersion {
  readonly version: string;
  readonly settings: FunctionSettings;
  readonly code: FunctionCode;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  readonly revisionId: string;
}

export interface FunctionAlias {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly revisionId: string;
}

export interface FunctionRecord {
  readonly name: string;
  readonly arn: string;
  readonly latest: FunctionVersion;
  readonly published: readonly FunctionVersion[];
  readonly aliases: readonly FunctionAlias[];
  readonly tags: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
}
