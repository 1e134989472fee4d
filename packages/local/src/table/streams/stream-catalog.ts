import { dynamoException, validationException } from '../aws-error.js';
import type { TableDescription } from '../engine/engine-types.js';
import { SequenceSource } from './sequence.js';
import { TableStream } from './table-stream.js';
import type { ViewType } from './view-type.js';

/** Every stream of every table, those that were turned off included, for as long as they can be read. */
export class StreamCatalog {
  readonly sequence = new SequenceSource();
  private readonly streams = new Map<string, TableStream>();

  /** All streams, by ARN. */
  all(): readonly TableStream[] {
    return [...this.streams.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  /** The newest stream, on or off, of this table and not of an earlier one of its name. */
  latestOf(tableName: string, tableId: unknown): TableStream | undefined {
    const latest = this.ofTable(tableName).at(-1);
    const owner = latest?.description.tableId ?? tableId;
    return owner === tableId ? latest : undefined;
  }

  /** The table's stream, if it is on. */
  enabledOf(tableName: string): TableStream | undefined {
    const latest = this.ofTable(tableName).at(-1);
    return latest?.isEnabled ? latest : undefined;
  }

  /** @throws AwsError ValidationException when the table has a stream that is on */
  checkNoneEnabled(tableName: string): void {
    if (this.enabledOf(tableName) === undefined) return;
    throw validationException(`Table already has an enabled stream: TableName: ${tableName}`);
  }

  /** @throws AwsError ValidationException when the table has no stream that is on */
  checkEnabled(tableName: string): void {
    if (this.enabledOf(tableName) !== undefined) return;
    throw validationException(`Table has no enabled stream to disable: TableName: ${tableName}`);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(arn: string): TableStream {
    const stream = this.streams.get(arn);
    if (stream === undefined) {
      throw dynamoException(
        'ResourceNotFoundException',
        `Requested resource not found: Stream: ${arn} not found`,
      );
    }
    return stream;
  }

  /** A new stream for this table, not yet part of the catalog. */
  plan(table: TableDescription, viewType: ViewType, now: number): TableStream {
    const label = this.freeLabel(table.TableArn, now);
    return new TableStream({
      arn: `${table.TableArn}/stream/${label}`,
      label,
      tableName: table.TableName,
      tableId: String(table['TableId']),
      viewType,
      keySchema: table.KeySchema,
      createdAt: now,
      disabledAt: undefined,
    });
  }

  add(stream: TableStream): void {
    this.streams.set(stream.arn, stream);
    this.byTable.delete(stream.description.tableName);
  }

  forget(stream: TableStream): void {
    this.streams.delete(stream.arn);
    this.byTable.delete(stream.description.tableName);
  }

  private readonly byTable = new Map<string, readonly TableStream[]>();

  private ofTable(tableName: string): readonly TableStream[] {
    const known = this.byTable.get(tableName);
    if (known !== undefined) return known;
    const found = this.all().filter(({ description }) => description.tableName === tableName);
    this.byTable.set(tableName, found);
    return found;
  }

  /** A stream's label is its time of birth; two streams of one table must not share it. */
  private freeLabel(tableArn: string, now: number): string {
    for (let at = now; ; at += 1) {
      const label = new Date(at).toISOString().slice(0, -1);
      if (!this.streams.has(`${tableArn}/stream/${label}`)) return label;
    }
  }
}
