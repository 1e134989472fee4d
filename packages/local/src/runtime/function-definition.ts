/** A function as the runtime needs it. Names and units are Lambda's own. */
export interface FunctionDefinition {
  readonly functionName: string;
  readonly functionArn: string;
  /** `$LATEST`, or the number of a published version. */
  readonly version: string;
  /** `folder/file.exported`, as in `index.handler`. */
  readonly handler: string;
  /** `nodejs20.x`, `nodejs22.x`, `nodejs24.x`: any Node.js one, run by the Node.js of this machine. */
  readonly runtime: string;
  /** The folder that holds the unpacked bundle. */
  readonly codeFolder: string;
  /** MB: the limit of the child's JavaScript heap. */
  readonly memorySize: number;
  /** Seconds for one invocation, after which the child is killed. */
  readonly timeout: number;
  readonly environment: Readonly<Record<string, string>>;
}
