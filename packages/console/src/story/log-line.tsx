/** A structured line laid out for reading; any other as it is. */
function layoutLine(line: string): string {
  try {
    return JSON.stringify(JSON.parse(line), undefined, 2);
  } catch {
    return line;
  }
}

/** One line that the function logged. */
export const LogLine = ({ line }: { readonly line: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
  <pre class="code" tabIndex={0}>
    {layoutLine(line)}
  </pre>
);
