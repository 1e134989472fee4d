/** An object as a bucket keeps it. */
export interface StoredObject {
  readonly key: string;
  readonly body: Buffer;
  /** With its quotes, as it stands in the header. */
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  /** Headers that were put with it and are given back: content type, metadata, checksums. */
  readonly headers: Readonly<Record<string, string>>;
}
