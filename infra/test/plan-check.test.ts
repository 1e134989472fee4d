import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { type OfflineWorkspace, openOfflineWorkspace } from '../src/offline/offline-workspace.js';
import { checkPlan } from '../src/plan/index.js';
import { surroundings } from './plan-cases/deployed.js';
import { edited } from './plan-cases/edit.js';
import { planCases } from './plan-cases/index.js';
import type { PlanCase } from './plan-cases/plan-case.js';
import { bundleFolder, type StackFile, synthesized } from './synthesized.js';
import { describeWithTerraform, requireTerraform } from './terraform-here.js';

/** Terraform runs this many at once; each plan is mostly one process waiting for another. */
const lanes = 2;

describeWithTerraform(
  'plan-check, on plans of the real Terraform (through a stub provider)',
  () => {
    const deployed = synthesized('prod', bundleFolder(), { parkingBucket: false });
    const base = JSON.parse(edited(deployed.stack, surroundings)) as StackFile;
    const plans = new Map<string, Promise<string>>();
    let firstPlan: string;

    beforeAll(async () => {
      writeFileSync(join(deployed.folder, 'cdk.tf.json'), JSON.stringify(base));
      const waiting = [...planCases];
      await Promise.all(
        Array.from({ length: lanes }, async () => {
          const workspace = await openOfflineWorkspace(deployed.folder, requireTerraform());
          try {
            firstPlan = (await workspace.plan()).json;
            await workspace.apply();
            for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
              const plan = planAfter(workspace, next);
              plans.set(next.title, plan);
              await Promise.allSettled([plan]);
            }
          } finally {
            await workspace.close();
          }
        }),
      );
    }, 300_000);

    async function planAfter(
      workspace: OfflineWorkspace,
      { edit, args }: PlanCase,
    ): Promise<string> {
      writeFileSync(join(workspace.folder, 'cdk.tf.json'), edited(base, edit));
      return (await workspace.plan('-refresh=false', ...(args ?? []))).json;
    }

    test('the first deployment of all is harmless', () => {
      expect(checkPlan(JSON.parse(firstPlan)).findings).toEqual([]);
    });

    test.each(planCases)('$title: $findings', async ({ title, findings }) => {
      const report = checkPlan(JSON.parse((await plans.get(title)) ?? ''));

      expect(report.findings.map(({ level, rule }) => `${level} ${rule}`)).toEqual(findings);
      expect(report.losses).toBe(findings.filter((one) => one.startsWith('loss')).length);
    });
  },
);
