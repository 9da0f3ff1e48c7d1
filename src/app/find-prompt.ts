import { existsSync, readdirSync } from 'node:fs';
import { UserError } from '../core/user-error.ts';
import { programFile } from './program-files.ts';

const DEFAULT_PROMPT = 'torment-nexus';

/**
 * The file of a prompt that is named as a file, or as one of those in prompts/.
 *
 * @throws UserError when there is neither
 */
export function findPrompt(name: string | null): string {
  const file = name ?? DEFAULT_PROMPT;
  const shipped = programFile('prompts', file.endsWith('.md') ? file : `${file}.md`);
  if (name === null) return shipped;
  // A folder or a program may have the name of a prompt; a file that ends in .md is meant.
  const isName = !name.includes('/');
  if (isName && !name.endsWith('.md') && existsSync(shipped)) return shipped;
  if (existsSync(name)) return name;
  if (isName && existsSync(shipped)) return shipped;
  throw new UserError(
    `there is no prompt file ${name}, and no prompt of that name: there is ${shippedPrompts().join(', ')}`,
  );
}

function shippedPrompts(): string[] {
  return readdirSync(programFile('prompts'))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.slice(0, -'.md'.length));
}
