/** The middle of the numbers. */
function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** How often `work` gets done in a second, in one round of about `seconds`. */
function ratePerSecond(work, perCall, seconds) {
  let calls = 0;
  const start = process.hrtime.bigint();
  const end = start + BigInt(seconds * 1e9);
  let now = start;
  while (now < end) {
    for (let i = 0; i < 50; i++) work();
    calls += 50;
    now = process.hrtime.bigint();
  }
  return (calls * perCall) / (Number(now - start) / 1e9);
}

/**
 * Runs every contender once a round, in turns, so that a slow moment of the machine hits them all.
 *
 * @param contenders [name, work, how much one call of it does]
 * @returns the median rate of each, by name
 */
export function interleave(contenders, { rounds = 9, seconds = 0.15 } = {}) {
  const rates = new Map(contenders.map(([name]) => [name, []]));
  for (const [, work, perCall] of contenders) ratePerSecond(work, perCall, seconds);
  for (let round = 0; round < rounds; round++) {
    for (const [name, work, perCall] of contenders) {
      rates.get(name).push(ratePerSecond(work, perCall, seconds));
    }
  }
  return new Map([...rates].map(([name, numbers]) => [name, median(numbers)]));
}
