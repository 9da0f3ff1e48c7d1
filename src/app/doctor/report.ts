import { hang } from '../hang.ts';
import { table } from '../table.ts';
import type { Finding } from './finding.ts';

const MARKS = { good: ' ', warning: '!', bad: '×' } as const;
const INDENT = 15;

/** Whether the piece could live. */
export function couldLive(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'bad');
}

/** The findings for people. */
export function report(findings: readonly Finding[]): string {
  const paragraphs = findings.map(paragraph);
  return ['Will it live here?\n\n', ...paragraphs, '\n', hang('', verdict(findings), 0)].join('');
}

/** The findings for scripts: one line of JSON. */
export function reportJson(findings: readonly Finding[]): string {
  const list = findings.map(({ topic, state, says, change, measured }) => ({
    topic,
    state,
    says: says.join('; '),
    change: change ?? null,
    ...measured,
  }));
  return `${JSON.stringify({ lives: couldLive(findings), findings: list })}\n`;
}

function paragraph({ topic, state, says, change, rows }: Finding): string {
  const margin = ' '.repeat(INDENT);
  const lines = says.map((line, n) =>
    hang(n === 0 ? `${MARKS[state]} ${topic.padEnd(INDENT - 2)}` : margin, line, INDENT + 2),
  );
  const details = rows === undefined ? '' : table(rows, { indent: INDENT, right: [1] });
  const remedy = change === undefined ? '' : hang(`${margin}→ `, change, INDENT + 2);
  return lines.join('') + details + remedy;
}

function verdict(findings: readonly Finding[]): string {
  const topics = (state: Finding['state']): string =>
    findings
      .filter((finding) => finding.state === state)
      .map(({ topic }) => topic)
      .join(', ');
  if (!couldLive(findings)) return `It could not live here: ${topics('bad')}.`;
  const warnings = topics('warning');
  return warnings === '' ? 'It would live here.' : `It would live here, but look at: ${warnings}.`;
}
