import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const cases = JSON.parse(readFileSync(join(here, '../../test/conformance/cases.json'), 'utf8'));

/** How many of the recorded cases a matcher answers as AWS's engine does. */
export function countRight(answer) {
  const right = { match: 0, invalid: 0 };
  for (const one of cases) {
    const group = one.expect === 'invalid' ? 'invalid' : 'match';
    if (safely(answer, one) === one.expect) right[group]++;
  }
  const invalid = cases.filter((one) => one.expect === 'invalid').length;
  return {
    'answered right': `${right.match} of ${cases.length - invalid}`,
    'refused rightly': `${right.invalid} of ${invalid}`,
  };
}

function safely(answer, one) {
  try {
    return answer(one);
  } catch {
    return 'invalid';
  }
}
