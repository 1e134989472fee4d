import { CopyButton } from './copy-button.js';

/** The command line that does the same as the control above it. */
export const CommandTwin = ({ command }: { readonly command: string }) => (
  <div class="twin">
    <div class="twin-head">
      <span>The same on the command line</span>
      <CopyButton text={command} what="the command" />
    </div>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
    <code class="code" tabIndex={0}>
      {command}
    </code>
  </div>
);
