import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { openOfflineWorkspace } from '../src/offline/offline-workspace.js';
import { checkPlan } from '../src/plan/index.js';
import { surroundings } from './plan-cases/deployed.js';
import { edited } from './plan-cases/edit.js';
import { planCases } from './plan-cases/index.js';
import { type Deployed, planTogether } from './plan-cases/plan-together.js';
import { bundleFolder, type StackFile, synthesized } from './synthesized.js';
import { describeWithTerraform, requireTerraform } from './terraform-here.js';

/** How many cases are planned in one run: more of them, and Terraform's graph grows faster than they. */
const together = 15;

describeWithTerraform(
  'plan-check, on plans of the real Terraform (through a stub provider)',
  () => {
    const plans = new Map<string, unknown>();
    let firstPlan: unknown;

    async function deploy(): Promise<Deployed> {
      const { folder, stack } = synthesized('prod', bundleFolder(), { parkingBucket: false });
      const base = JSON.parse(edited(stack, surroundings)) as StackFile;
      writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(base));
      const workspace = await openOfflineWorkspace(folder, requireTerraform());
      try {
        firstPlan = JSON.parse((await workspace.plan()).json);
        await workspace.apply();
        return {
          stack: base,
          state: readFileSync(join(workspace.folder, 'stub.tfstate'), 'utf8'),
        };
      } finally {
        await workspace.close();
      }
    }

    beforeAll(async () => {
      const deployed = await deploy();
      for (let first = 0; first < planCases.length; first += together) {
        const cases = planCases.slice(first, first + together);
        for (const [title, plan] of await planTogether(cases, deployed, requireTerraform())) {
          plans.set(title, plan);
        }
      }
    }, 300_000);

    test('the first deployment of all is harmless', () => {
      expect(checkPlan(firstPlan).findings).toEqual([]);
    });

    test('every case has a title of its own', () => {
      expect(plans.size).toBe(planCases.length);
    });

    test.each(planCases)('$title: $findings', ({ title, findings }) => {
      const report = checkPlan(plans.get(title));

      expect(report.findings.map(({ level, rule }) => `${level} ${rule}`)).toEqual(findings);
      expect(report.losses).toBe(findings.filter((one) => one.startsWith('loss')).length);
    });
  },
);
