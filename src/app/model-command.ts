import { visible } from '../core/visible.ts';
import type { ModelAction } from './command.ts';
import type { Options } from './command-line.ts';
import { inspectModel } from './inspect-model.ts';
import { listModels } from './list-models.ts';
import { modelPlaces } from './model-places.ts';
import { write } from './output.ts';
import { pullCommand } from './pull-command.ts';

/**
 * `model list`, `model pull`, `model inspect`.
 *
 * @returns the exit status
 * @throws UserError in one line
 */
export async function modelCommand(action: ModelAction, options: Options): Promise<number> {
  const places = modelPlaces(options.modelsDir, process.env);
  switch (action.name) {
    case 'list':
      await write(process.stdout, visible(listModels(places, options)));
      return 0;
    case 'pull':
      return pullCommand(action.uri, places, options);
    case 'inspect':
      await write(process.stdout, visible(inspectModel(action.model, places, options.contextSize)));
      return 0;
  }
}
