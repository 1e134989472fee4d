import { type TerraformElement, TerraformStack } from 'cdktf';
import type { Node } from 'constructs';
import { InfraError } from './errors.js';

/**
 * A stack whose Terraform addresses are the construct's path joined by underscores:
 * `aws_lambda_function.consumer_function`, where cdktf alone would append a hash. A reviewer
 * reads addresses in every plan, and `plan-check --allow` takes them from the command line.
 *
 * @throws InfraError `ADDRESS_TAKEN` when two construct paths come out as the same name.
 */
export abstract class ReadableStack extends TerraformStack {
  readonly #pathOfName = new Map<string, string>();

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = 'node' in element ? element.node : element;
    const name = node.path
      .split('/')
      .slice(this.node.path.split('/').length)
      .join('_')
      .replace(/[^A-Za-z0-9_-]/g, '_');
    const holder = this.#pathOfName.get(name);
    if (holder !== undefined && holder !== node.path) {
      throw new InfraError(
        'ADDRESS_TAKEN',
        `Constructs "${holder}" and "${node.path}" would both be called "${name}" in Terraform. Rename one of them.`,
      );
    }
    this.#pathOfName.set(name, node.path);
    return name;
  }
}
