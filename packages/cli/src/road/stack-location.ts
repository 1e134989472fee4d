import path from 'node:path';

/** Where `infra` writes the synthesized stack, seen from the built command. */
export const synthesizedStack: string = path.resolve(
  __dirname,
  '../../../../infra/cdktf.out/stacks/orders/cdk.tf.json',
);
