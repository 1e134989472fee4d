/** The middle of the numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Runs every contender once a round, in turns, so that a slow moment of the machine hits them all,
 * and gives each one's rounds. Compare medians where the machine is quiet, and the best elsewhere.
 *
 * @param contenders [name, async () => number]
 */
export async function interleave(contenders, rounds) {
  const results = new Map(contenders.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of contenders) results.get(name).push(await run());
  }
  return results;
}
