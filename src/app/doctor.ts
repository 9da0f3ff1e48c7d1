import { visible } from '../core/visible.ts';
import type { Options } from './command-line.ts';
import { checkDisk } from './doctor/check-disk.ts';
import { checkHeat } from './doctor/check-heat.ts';
import { checkMind } from './doctor/check-mind.ts';
import { checkProcessor } from './doctor/check-processor.ts';
import { checkSystem } from './doctor/check-system.ts';
import { checkTerminal } from './doctor/check-terminal.ts';
import type { Finding } from './doctor/finding.ts';
import { type Machine, thisMachine } from './doctor/machine.ts';
import { couldLive, report, reportJson } from './doctor/report.ts';
import { type ModelPlaces, modelPlaces } from './model-places.ts';
import { write } from './output.ts';

/** What the doctor is asked about. */
export type Patient = Pick<Options, 'modelPath' | 'offline' | 'contextSize' | 'threads'>;

/**
 * Says whether the piece would live here, and what to change. Loads no model and
 * touches no network.
 *
 * @returns the exit status: 1 when it could not live
 */
export async function doctor(options: Options): Promise<number> {
  const findings = examine(thisMachine(), modelPlaces(options.modelsDir, process.env), options);
  const json = options.output === 'json';
  await write(process.stdout, json ? reportJson(findings) : visible(report(findings)));
  return couldLive(findings) ? 0 : 1;
}

/** All findings, the most important first. */
export function examine(
  machine: Machine,
  places: ModelPlaces,
  patient: Patient,
): readonly Finding[] {
  const mind = checkMind(machine, places, patient);
  return [
    ...mind.findings,
    checkSystem(machine),
    checkProcessor(machine, patient.threads),
    checkTerminal(machine),
    checkHeat(machine),
    checkDisk(machine, places.store.directory, mind.remote),
  ];
}
