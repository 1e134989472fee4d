/** What a receipt handle stands for: one receiving of one message. */
export interface Receipt {
  readonly messageId: string;
  readonly receiveCount: number;
}

/** Writes the handle a receiver gets. */
export function writeReceipt(receipt: Receipt): string {
  return Buffer.from(`${receipt.messageId}#${receipt.receiveCount}`).toString('base64url');
}

/** Reads a handle back; undefined when it was never written by {@link writeReceipt}. */
export function readReceipt(handle: string): Receipt | undefined {
  const text = Buffer.from(handle, 'base64url').toString('utf8');
  const parts = /^([0-9a-f-]{36})#(\d{1,9})$/.exec(text);
  return parts?.[1] === undefined
    ? undefined
    : { messageId: parts[1], receiveCount: Number(parts[2]) };
}
